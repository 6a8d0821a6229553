"""Every Chinese sentence that staff see: findings, evidence, commands. Nothing is worded elsewhere."""

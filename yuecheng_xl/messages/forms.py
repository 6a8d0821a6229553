"""Words of the department forms that the template does not hold."""

TO_BE_TOLD = "另行通知"

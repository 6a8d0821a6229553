"""evaluation → a draft of the report in Word, filled in through templates/报告.docx."""

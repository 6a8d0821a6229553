"""A click on a button of an office program: the jobs, and the exchange with the open workbook."""

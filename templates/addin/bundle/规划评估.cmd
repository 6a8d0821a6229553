@echo off
rem Double-click to open the page in the browser. Closing this window ends it.
rem Python: the one beside this file (a bundle), else that of the checkout, else that of the PC.
setlocal
set "PYTHON=%~dp0python\python.exe"
if not exist "%PYTHON%" set "PYTHON=%~dp0..\..\..\.venv\Scripts\python.exe"
if not exist "%PYTHON%" set "PYTHON=py"
"%PYTHON%" -m yuecheng_xl serve
if errorlevel 1 pause

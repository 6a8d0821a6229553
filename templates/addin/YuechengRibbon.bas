Attribute VB_Name = "YuechengRibbon"
Option Explicit

' The one callback of every button: the button's id names its Python entry, so a new button needs
' no change here. ASCII only: VBA stores sources in the code page of one language. What staff read
' stands in customUI14.xml and, for the two messages below, in the cells of this add-in's own sheet.

Public Sub OnClick(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        Tell "A1"
#If Not Mac Then
    ElseIf Not FileExists(GetConfig("INTERPRETER_WIN")) Then
        Tell "A2"
#End If
    Else
        RunPython "from yuecheng_xl.office.ribbon import click; click('" & control.ID & "')"
    End If
End Sub

' What Python cannot say, because it cannot be started.
Private Sub Tell(cell As String)
    MsgBox ThisWorkbook.Worksheets(1).Range(cell).Value, vbExclamation
End Sub

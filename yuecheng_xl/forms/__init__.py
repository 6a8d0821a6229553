"""The department forms (报送表): made from one template, sent out, and recognised when they come back."""

from yuecheng_xl.forms.distribution import Distribution, Form, distribute

__all__ = ["Distribution", "Form", "distribute"]

"""What people type: text, figures, periods, units, statuses, names. Knows nothing of plans or workbooks."""

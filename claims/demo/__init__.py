"""The demo collection: three short reports about the incursion into Kursk in August 2024, half worked through.

The reports are written for this purpose; what stands in quotation marks in them was said and reported then. `cast`
says who works on them and who speaks in them, `marks` which passages are marked, `story` what becomes of those.
"""

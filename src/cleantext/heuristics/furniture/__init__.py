"""Page furniture: what surrounds the text of a page, known by a score fitted on labelled pages. The door is `score`."""

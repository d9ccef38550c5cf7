"""The report on a corpus: side files in, one HTML page out. `gather` reads, `data` chooses, `page` renders."""

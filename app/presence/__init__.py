"""Two at one record: who has it open for editing, told before anybody types."""

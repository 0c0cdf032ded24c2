"""What all question types share: their dice, how an instance comes about, how it is graded."""

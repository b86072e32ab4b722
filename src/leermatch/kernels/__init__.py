"""What is compiled: plain loops over arrays, called by the modules one level up and by nobody else."""

"""Runs a program and prints how long it took, the most memory that a process of it held, and how it ended.

It is small itself, since what a program is started from counts as that program's memory.
"""

import os
import sys
import time

nothing = os.open(os.devnull, os.O_RDWR)
start = time.perf_counter()
actions = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in range(3)]
number = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions)
_, status, used = os.wait4(number, 0)
seconds = time.perf_counter() - start
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))

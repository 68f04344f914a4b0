/** What `logs/readme.txt` says. */
export const README = `Read first:
  job_result.txt                                what became of the job
  job_error.txt                                 its errors by reason; only when there were any
  job_progress_overview.<time>.txt              mini-batches and items, at most once a second
Of the entry script, for each process, and for the leader that checks it (_main):
  user/stdout, user/stderr                      what it printed
  user/entry_script_log                         the logger of EntryScript
  user/error                                    exceptions with their tracebacks
Of the host:
  sys/master_role.txt                           errors and warnings in the order of time
  sys/job_report/processed_mini-batches.csv     a line for each mini-batch that is settled
  sys/node                                      what child processes printed
Not here, as they are on AML: sys/perf, sys/error, and the system logs of the nodes.`;

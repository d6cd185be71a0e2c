/** Words that tell somebody to do something, as runbooks begin their steps with. */
export const imperatives: ReadonlySet<string> = new Set(
  `access acknowledge activate add adjust allow allocate announce append apply approve ask assert assess assign attach
  authenticate back backup begin block boot bring browse build bump call cancel capture change check choose clean clear
  click clone close collect commit communicate compare compile complete compute configure confirm connect consider
  consult contact continue convert copy cordon correct create curl cut deactivate debug decide declare decrease decrypt
  define delete deploy describe destroy detach detect determine diagnose disable disconnect document download drain drop
  dump edit enable encrypt enlarge ensure enter escalate establish estimate evaluate evict examine exec execute exit
  expand export expose extend extract fail fetch file fill filter find finish fix flush follow force free gather
  generate get give go grant grep hand identify import increase inform initialize inspect install instruct investigate
  isolate issue join keep kill label launch let leave limit list load locate lock log login look lower make manage map
  mark measure merge migrate modify monitor mount move navigate note notify observe obtain open page paste patch pause
  perform pick ping place plan plug point post power prepare press prevent proceed promote prove provide provision prune
  pull purge push put query quit raise re-enable re-run read reapply reboot rebuild recheck reclaim reconcile reconnect
  record recover recreate redeploy redirect reduce refer refresh register reinstall release reload remediate remove
  rename renew repair repeat replace replay report request rerun rescale reset resize resolve restart restore resume
  resync retrieve retry return revert review revoke roll rollback rotate route rsync run save scale schedule search see
  select send set share shift show shut sign silence simulate skip source specify spin split ssh stage start stop store
  submit subscribe suspend switch sync tag tail take talk tell terminate test throttle trace track transfer trigger troubleshoot try
  tune turn type unblock uncordon undo uninstall unlock unmount unpause unseal unset update upgrade upload use validate
  verify view visit wait warn watch whitelist wipe write`.split(/\s+/),
)

-- Runs at each start of the pod, and by hand after a module was switched on: operations.md
-- #region ownership
REASSIGN OWNED BY CURRENT_USER TO erp_role;
-- #endregion

import Vocabulary

/// What one host has another one's system do: services, tasks, registry, logs, WMI.
///
/// Source: MS-SCMR, section 3.1.4; MS-TSCH, section 3.2.5; MS-RSP, section 3; MS-RRP, section 3.1.5;
/// MS-EVEN, section 3.1.4; MS-EVEN6, section 3.1.4; MS-WMI, section 3.1.4; MS-DCOM, section 3.1.2.5.
extension DCERPCOperation {
  static let svcctl: [DCERPCOperation] = [
    DCERPCOperation(15, "OpenSCManagerW", .connect),
    DCERPCOperation(16, "OpenServiceW", .read, .textAfterHandle),
    DCERPCOperation(12, "CreateServiceW", .configure, .service, deed: .serviceCreated),
    DCERPCOperation(19, "StartServiceW", .operate),
    DCERPCOperation(1, "ControlService", .operate),
    DCERPCOperation(2, "DeleteService", .configure),
    DCERPCOperation(5, "SetServiceObjectSecurity", .configure),
    DCERPCOperation(6, "QueryServiceStatus", .read),
    DCERPCOperation(11, "ChangeServiceConfigW", .configure, deed: .serviceChanged),
    DCERPCOperation(13, "EnumDependentServicesW", .browse),
    DCERPCOperation(14, "EnumServicesStatusW", .browse),
    DCERPCOperation(17, "QueryServiceConfigW", .read),
    DCERPCOperation(23, "ChangeServiceConfigA", .configure, deed: .serviceChanged),
    DCERPCOperation(24, "CreateServiceA", .configure, .narrowService, deed: .serviceCreated),
    DCERPCOperation(26, "EnumServicesStatusA", .browse),
    DCERPCOperation(27, "OpenSCManagerA", .connect),
    DCERPCOperation(28, "OpenServiceA", .read, .narrowTextAfterHandle),
    DCERPCOperation(29, "QueryServiceConfigA", .read),
    DCERPCOperation(31, "StartServiceA", .operate),
    DCERPCOperation(36, "ChangeServiceConfig2A", .configure),
    DCERPCOperation(37, "ChangeServiceConfig2W", .configure),
    DCERPCOperation(39, "QueryServiceConfig2W", .read),
    DCERPCOperation(40, "QueryServiceStatusEx", .read),
    DCERPCOperation(42, "EnumServicesStatusExW", .browse),
    DCERPCOperation(44, "CreateServiceWOW64A", .configure, .narrowService, deed: .serviceCreated),
    DCERPCOperation(45, "CreateServiceWOW64W", .configure, .service, deed: .serviceCreated),
    DCERPCOperation(51, "ControlServiceExW", .operate),
    DCERPCOperation(60, "CreateWowService", .configure, .service, deed: .serviceCreated),
    DCERPCOperation(64, "OpenSCManager2", .connect),
  ]

  static let atsvc: [DCERPCOperation] = [
    DCERPCOperation(0, "JobAdd", .configure, .job, deed: .taskCreated),
    DCERPCOperation(1, "JobDel", .configure),
    DCERPCOperation(2, "JobEnum", .browse),
    DCERPCOperation(3, "JobGetInfo", .read),
  ]

  static let taskScheduler: [DCERPCOperation] = [
    DCERPCOperation(1, "SchRpcRegisterTask", .configure, .pointedText, deed: .taskCreated),
    DCERPCOperation(2, "SchRpcRetrieveTask", .read, .text),
    DCERPCOperation(3, "SchRpcCreateFolder", .configure, .text),
    DCERPCOperation(4, "SchRpcSetSecurity", .configure, .text),
    DCERPCOperation(6, "SchRpcEnumFolders", .browse, .text),
    DCERPCOperation(7, "SchRpcEnumTasks", .browse, .text),
    DCERPCOperation(10, "SchRpcStopInstance", .operate),
    DCERPCOperation(11, "SchRpcStop", .operate),
    DCERPCOperation(12, "SchRpcRun", .operate, .text),
    DCERPCOperation(13, "SchRpcDelete", .configure, .text),
    DCERPCOperation(14, "SchRpcRename", .configure, .text),
    DCERPCOperation(17, "SchRpcGetTaskInfo", .read, .text),
    DCERPCOperation(19, "SchRpcEnableTask", .configure, .text),
  ]

  static let initshutdown: [DCERPCOperation] = [
    DCERPCOperation(0, "BaseInitiateShutdown", .setMode),
    DCERPCOperation(1, "BaseAbortShutdown", .setMode),
    DCERPCOperation(2, "BaseInitiateShutdownEx", .setMode),
  ]

  static let winreg: [DCERPCOperation] = [
    DCERPCOperation(0, "OpenClassesRoot", .connect), DCERPCOperation(1, "OpenCurrentUser", .connect),
    DCERPCOperation(2, "OpenLocalMachine", .connect), DCERPCOperation(4, "OpenUsers", .connect),
    DCERPCOperation(6, "BaseRegCreateKey", .configure, .countedText),
    DCERPCOperation(7, "BaseRegDeleteKey", .configure, .countedText, deed: .registryChanged),
    DCERPCOperation(8, "BaseRegDeleteValue", .configure, .countedText, deed: .registryChanged),
    DCERPCOperation(9, "BaseRegEnumKey", .browse),
    DCERPCOperation(10, "BaseRegEnumValue", .browse),
    DCERPCOperation(13, "BaseRegLoadKey", .configure, .countedText, deed: .registryChanged),
    DCERPCOperation(15, "BaseRegOpenKey", .read, .countedText),
    DCERPCOperation(17, "BaseRegQueryValue", .read, .countedText),
    DCERPCOperation(18, "BaseRegReplaceKey", .configure, deed: .registryChanged),
    DCERPCOperation(19, "BaseRegRestoreKey", .configure, deed: .registryChanged),
    DCERPCOperation(20, "BaseRegSaveKey", .transfer, .countedText, deed: .secretsSaved),
    DCERPCOperation(21, "BaseRegSetKeySecurity", .configure, deed: .registryChanged),
    DCERPCOperation(22, "BaseRegSetValue", .configure, .countedText, deed: .registryChanged),
    DCERPCOperation(24, "BaseInitiateSystemShutdown", .setMode),
    DCERPCOperation(30, "BaseInitiateSystemShutdownEx", .setMode),
    DCERPCOperation(31, "BaseRegSaveKeyEx", .transfer, .countedText, deed: .secretsSaved),
    DCERPCOperation(35, "BaseRegDeleteKeyEx", .configure, .countedText, deed: .registryChanged),
  ]

  static let eventlog: [DCERPCOperation] = [
    DCERPCOperation(0, "ElfrClearELFW", .configure, deed: .logCleared),
    DCERPCOperation(1, "ElfrBackupELFW", .transfer),
    DCERPCOperation(7, "ElfrOpenELW", .connect),
    DCERPCOperation(9, "ElfrOpenBELW", .read),
    DCERPCOperation(10, "ElfrReadELW", .read),
    DCERPCOperation(12, "ElfrClearELFA", .configure, deed: .logCleared),
  ]

  static let eventlog6: [DCERPCOperation] = [
    DCERPCOperation(0, "EvtRpcRegisterRemoteSubscription", .connect),
    DCERPCOperation(5, "EvtRpcRegisterLogQuery", .read),
    DCERPCOperation(6, "EvtRpcClearLog", .configure, deed: .logCleared),
    DCERPCOperation(7, "EvtRpcExportLog", .transfer),
  ]

  static let remoteActivation: [DCERPCOperation] = [DCERPCOperation(0, "RemoteActivation", .connect)]

  static let systemActivator: [DCERPCOperation] = [
    DCERPCOperation(3, "RemoteGetClassObject", .connect),
    DCERPCOperation(4, "RemoteCreateInstance", .connect),
  ]

  static let wbemLogin: [DCERPCOperation] = [DCERPCOperation(6, "NTLMLogin", .connect)]

  static let wbemServices: [DCERPCOperation] = [
    DCERPCOperation(3, "OpenNamespace", .connect),
    DCERPCOperation(6, "GetObject", .read),
    DCERPCOperation(7, "GetObjectAsync", .read),
    DCERPCOperation(8, "PutClass", .configure),
    DCERPCOperation(10, "DeleteClass", .configure),
    DCERPCOperation(14, "PutInstance", .configure),
    DCERPCOperation(15, "PutInstanceAsync", .configure),
    DCERPCOperation(16, "DeleteInstance", .configure),
    DCERPCOperation(18, "CreateInstanceEnum", .browse),
    DCERPCOperation(20, "ExecQuery", .read),
    DCERPCOperation(21, "ExecQueryAsync", .read),
    DCERPCOperation(22, "ExecNotificationQuery", .read),
    DCERPCOperation(23, "ExecNotificationQueryAsync", .read),
    DCERPCOperation(24, "ExecMethod", .operate, .method, deed: .remoteExecution),
    DCERPCOperation(25, "ExecMethodAsync", .operate, .method, deed: .remoteExecution),
  ]

  static let dispatch: [DCERPCOperation] = [
    DCERPCOperation(5, "GetIDsOfNames", .browse),
    DCERPCOperation(6, "Invoke", .operate),
  ]
}

import Vocabulary

/// Accounts, rights, replication, shares and names; the calls that make a server log in elsewhere; OPC.
///
/// Source: MS-SAMR, section 3.1.5; MS-LSAD and MS-LSAT, section 3.1.4; MS-NRPC, section 3.5.4; MS-DRSR,
/// section 4; MS-BKRP, section 3.1.4; MS-DNSP, section 3.1.4; MS-SRVS, section 3.1.4; MS-WKST, section
/// 3.2.4; MS-RPRN, section 3.1.4; MS-PAR, section 3.1.4; MS-EFSR, section 3.1.4.2; MS-DFSNM, section 3.1.4;
/// MS-FSRVP, section
/// 3.1.4; C706, appendix O; OPC Data Access 2.05 and 3.00, appendix of interface definitions.
extension DCERPCOperation {
  static let samr: [DCERPCOperation] = [
    DCERPCOperation(0, "SamrConnect", .connect), DCERPCOperation(57, "SamrConnect2", .connect),
    DCERPCOperation(62, "SamrConnect4", .connect), DCERPCOperation(64, "SamrConnect5", .connect),
    DCERPCOperation(5, "SamrLookupDomainInSamServer", .read, .countedText),
    DCERPCOperation(6, "SamrEnumerateDomainsInSamServer", .browse),
    DCERPCOperation(7, "SamrOpenDomain", .read),
    DCERPCOperation(8, "SamrQueryInformationDomain", .read),
    DCERPCOperation(11, "SamrEnumerateGroupsInDomain", .browse, deed: .accountListing),
    DCERPCOperation(12, "SamrCreateUserInDomain", .configure, .countedText),
    DCERPCOperation(13, "SamrEnumerateUsersInDomain", .browse, deed: .accountListing),
    DCERPCOperation(15, "SamrEnumerateAliasesInDomain", .browse, deed: .accountListing),
    DCERPCOperation(16, "SamrGetAliasMembership", .read),
    DCERPCOperation(17, "SamrLookupNamesInDomain", .read),
    DCERPCOperation(18, "SamrLookupIdsInDomain", .read),
    DCERPCOperation(22, "SamrAddMemberToGroup", .configure),
    DCERPCOperation(25, "SamrGetMembersInGroup", .browse, deed: .accountListing),
    DCERPCOperation(31, "SamrAddMemberToAlias", .configure),
    DCERPCOperation(33, "SamrGetMembersInAlias", .browse, deed: .accountListing),
    DCERPCOperation(34, "SamrOpenUser", .read), DCERPCOperation(35, "SamrDeleteUser", .configure),
    DCERPCOperation(36, "SamrQueryInformationUser", .read),
    DCERPCOperation(37, "SamrSetInformationUser", .configure, deed: .password),
    DCERPCOperation(38, "SamrChangePasswordUser", .configure, deed: .password),
    DCERPCOperation(39, "SamrGetGroupsForUser", .read),
    DCERPCOperation(40, "SamrQueryDisplayInformation", .browse, deed: .accountListing),
    DCERPCOperation(47, "SamrQueryInformationUser2", .read),
    DCERPCOperation(48, "SamrQueryDisplayInformation2", .browse, deed: .accountListing),
    DCERPCOperation(50, "SamrCreateUser2InDomain", .configure, .countedText),
    DCERPCOperation(51, "SamrQueryDisplayInformation3", .browse, deed: .accountListing),
    DCERPCOperation(55, "SamrUnicodeChangePasswordUser2", .configure, deed: .password),
    DCERPCOperation(58, "SamrSetInformationUser2", .configure, deed: .password),
  ]

  static let lsarpc: [DCERPCOperation] = [
    DCERPCOperation(6, "LsarOpenPolicy", .connect), DCERPCOperation(44, "LsarOpenPolicy2", .connect),
    DCERPCOperation(7, "LsarQueryInformationPolicy", .read),
    DCERPCOperation(46, "LsarQueryInformationPolicy2", .read),
    DCERPCOperation(11, "LsarEnumerateAccounts", .browse, deed: .accountListing),
    DCERPCOperation(13, "LsarEnumerateTrustedDomains", .browse),
    DCERPCOperation(14, "LsarLookupNames", .read), DCERPCOperation(15, "LsarLookupSids", .read),
    DCERPCOperation(28, "LsarOpenSecret", .read, .countedText),
    DCERPCOperation(30, "LsarQuerySecret", .transfer, deed: .secretsSaved),
    DCERPCOperation(37, "LsarAddAccountRights", .configure),
    DCERPCOperation(42, "LsarStorePrivateData", .configure),
    DCERPCOperation(43, "LsarRetrievePrivateData", .transfer, .countedText, deed: .secretsSaved),
    DCERPCOperation(50, "LsarEnumerateTrustedDomainsEx", .browse),
    DCERPCOperation(57, "LsarLookupSids2", .read), DCERPCOperation(58, "LsarLookupNames2", .read),
    DCERPCOperation(68, "LsarLookupNames3", .read), DCERPCOperation(76, "LsarLookupSids3", .read),
    DCERPCOperation(77, "LsarLookupNames4", .read),
  ]

  static let netlogon: [DCERPCOperation] = [
    DCERPCOperation(2, "NetrLogonSamLogon", .read), DCERPCOperation(39, "NetrLogonSamLogonEx", .read),
    DCERPCOperation(45, "NetrLogonSamLogonWithFlags", .read),
    DCERPCOperation(4, "NetrServerReqChallenge", .connect, .challenge),
    DCERPCOperation(5, "NetrServerAuthenticate", .authenticate, .proof),
    DCERPCOperation(15, "NetrServerAuthenticate2", .authenticate, .proof),
    DCERPCOperation(26, "NetrServerAuthenticate3", .authenticate, .proof),
    DCERPCOperation(6, "NetrServerPasswordSet", .configure, deed: .password),
    DCERPCOperation(30, "NetrServerPasswordSet2", .configure, deed: .password),
    DCERPCOperation(7, "NetrDatabaseDeltas", .transfer, deed: .replication),
    DCERPCOperation(8, "NetrDatabaseSync", .transfer, deed: .replication),
    DCERPCOperation(16, "NetrDatabaseSync2", .transfer, deed: .replication),
    DCERPCOperation(21, "NetrLogonGetCapabilities", .read),
    DCERPCOperation(29, "NetrLogonGetDomainInfo", .read),
    DCERPCOperation(34, "DsrGetDcNameEx2", .browse),
    DCERPCOperation(40, "DsrEnumerateDomainTrusts", .browse),
    DCERPCOperation(42, "NetrServerTrustPasswordsGet", .transfer, deed: .secretsSaved),
  ]

  static let drsuapi: [DCERPCOperation] = [
    DCERPCOperation(0, "DRSBind", .connect),
    DCERPCOperation(2, "DRSReplicaSync", .signal),
    DCERPCOperation(3, "DRSGetNCChanges", .transfer, deed: .replication),
    DCERPCOperation(4, "DRSUpdateRefs", .configure),
    DCERPCOperation(5, "DRSReplicaAdd", .configure, deed: .replicaAdded),
    DCERPCOperation(6, "DRSReplicaDel", .configure),
    DCERPCOperation(9, "DRSGetMemberships", .read),
    DCERPCOperation(11, "DRSGetNT4ChangeLog", .transfer, deed: .replication),
    DCERPCOperation(12, "DRSCrackNames", .read),
    DCERPCOperation(13, "DRSWriteSPN", .configure),
    DCERPCOperation(16, "DRSDomainControllerInfo", .browse),
    DCERPCOperation(17, "DRSAddEntry", .configure),
    DCERPCOperation(19, "DRSGetReplInfo", .read),
  ]

  static let backupkey: [DCERPCOperation] = [DCERPCOperation(0, "BackuprKey", .transfer)]

  static let dnsserver: [DCERPCOperation] = [
    DCERPCOperation(0, "R_DnssrvOperation", .configure), DCERPCOperation(5, "R_DnssrvOperation2", .configure),
    DCERPCOperation(3, "R_DnssrvEnumRecords", .browse), DCERPCOperation(8, "R_DnssrvEnumRecords2", .browse),
    DCERPCOperation(4, "R_DnssrvUpdateRecord", .configure),
    DCERPCOperation(9, "R_DnssrvUpdateRecord2", .configure),
  ]

  static let srvsvc: [DCERPCOperation] = [
    DCERPCOperation(8, "NetrConnectionEnum", .browse), DCERPCOperation(9, "NetrFileEnum", .browse),
    DCERPCOperation(12, "NetrSessionEnum", .browse),
    DCERPCOperation(14, "NetrShareAdd", .configure), DCERPCOperation(15, "NetrShareEnum", .browse),
    DCERPCOperation(16, "NetrShareGetInfo", .read), DCERPCOperation(17, "NetrShareSetInfo", .configure),
    DCERPCOperation(18, "NetrShareDel", .configure), DCERPCOperation(21, "NetrServerGetInfo", .identify),
    DCERPCOperation(28, "NetrRemoteTOD", .read), DCERPCOperation(36, "NetrShareEnumSticky", .browse),
  ]

  static let wkssvc: [DCERPCOperation] = [
    DCERPCOperation(0, "NetrWkstaGetInfo", .identify),
    DCERPCOperation(2, "NetrWkstaUserEnum", .browse),
    DCERPCOperation(22, "NetrJoinDomain2", .configure),
  ]

  static let spoolss: [DCERPCOperation] = [
    DCERPCOperation(0, "RpcEnumPrinters", .browse), DCERPCOperation(1, "RpcOpenPrinter", .connect),
    DCERPCOperation(69, "RpcOpenPrinterEx", .connect),
    DCERPCOperation(9, "RpcAddPrinterDriver", .configure, deed: .driverInstalled),
    DCERPCOperation(89, "RpcAddPrinterDriverEx", .configure, deed: .driverInstalled),
    DCERPCOperation(62, "RpcRemoteFindFirstPrinterChangeNotification", .connect, .printerPlace),
    DCERPCOperation(65, "RpcRemoteFindFirstPrinterChangeNotificationEx", .connect, .printerPlace),
  ]

  static let remoteWinspool: [DCERPCOperation] = [
    DCERPCOperation(0, "RpcAsyncOpenPrinter", .connect),
    DCERPCOperation(38, "RpcAsyncEnumPrinters", .browse),
    DCERPCOperation(39, "RpcAsyncAddPrinterDriver", .configure, deed: .driverInstalled),
    DCERPCOperation(62, "RpcAsyncInstallPrinterDriverFromPackage", .configure, deed: .driverInstalled),
  ]

  static let efsrpc: [DCERPCOperation] = [
    DCERPCOperation(0, "EfsRpcOpenFileRaw", .read, .place),
    DCERPCOperation(4, "EfsRpcEncryptFileSrv", .configure, .place),
    DCERPCOperation(5, "EfsRpcDecryptFileSrv", .configure, .place),
    DCERPCOperation(6, "EfsRpcQueryUsersOnFile", .read, .place),
    DCERPCOperation(7, "EfsRpcQueryRecoveryAgents", .read, .place),
    DCERPCOperation(8, "EfsRpcRemoveUsersFromFile", .configure, .place),
    DCERPCOperation(9, "EfsRpcAddUsersToFile", .configure, .place),
    DCERPCOperation(12, "EfsRpcFileKeyInfo", .read, .place),
    DCERPCOperation(13, "EfsRpcDuplicateEncryptionInfoFile", .configure, .place),
    DCERPCOperation(15, "EfsRpcAddUsersToFileEx", .configure),
    DCERPCOperation(18, "EfsRpcGetEncryptedFileMetadata", .read, .place),
  ]

  static let netdfs: [DCERPCOperation] = [
    DCERPCOperation(12, "NetrDfsAddStdRoot", .configure, .serverPlace),
    DCERPCOperation(13, "NetrDfsRemoveStdRoot", .configure, .serverPlace),
    DCERPCOperation(5, "NetrDfsEnum", .browse), DCERPCOperation(21, "NetrDfsEnumEx", .browse),
  ]

  static let fsrvp: [DCERPCOperation] = [
    DCERPCOperation(8, "IsPathSupported", .read, .serverPlace),
    DCERPCOperation(9, "IsPathShadowCopied", .read, .serverPlace),
  ]

  static let epm: [DCERPCOperation] = [
    DCERPCOperation(2, "Lookup", .browse), DCERPCOperation(3, "Map", .browse, .tower),
  ]

  static let opcServer: [DCERPCOperation] = [
    DCERPCOperation(3, "AddGroup", .connect), DCERPCOperation(6, "GetStatus", .identify),
  ]

  static let opcServerList: [DCERPCOperation] = [
    DCERPCOperation(3, "EnumClassesOfCategories", .browse), DCERPCOperation(4, "GetClassDetails", .identify),
  ]

  static let opcItems: [DCERPCOperation] = [
    DCERPCOperation(3, "AddItems", .connect), DCERPCOperation(4, "ValidateItems", .browse),
  ]

  static let opcSyncIO: [DCERPCOperation] = [
    DCERPCOperation(3, "Read", .read), DCERPCOperation(4, "Write", .write),
  ]

  static let opcAsyncIO: [DCERPCOperation] = opcSyncIO

  static let opcBrowse: [DCERPCOperation] = [
    DCERPCOperation(3, "QueryOrganization", .browse), DCERPCOperation(5, "BrowseOPCItemIDs", .browse),
  ]
}

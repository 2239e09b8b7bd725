import Vocabulary

/// An operation of a known interface: what it does, and what its stub names in clear.
struct DCERPCOperation: Sendable {
  /// Where in the stub the name stands that a person wants to see.
  enum Argument: UInt8, Sendable {
    case none
    /// A text in UTF-16, or of octets, behind a handle.
    case textAfterHandle, narrowTextAfterHandle
    /// A text at the beginning; the same behind a pointer.
    case text, pointedText
    /// A counted text behind a handle: a registry's key or value, an account.
    case countedText
    /// A service's name, its display name, and its program.
    case service, narrowService
    /// A job's command.
    case job
    /// A path that the target is to open, or a name that it is to call back: it may be another host.
    case place, printerPlace, serverPlace
    /// The names of an object and of its method.
    case method
    /// Netlogon's challenge, and its proofs.
    case challenge, proof
    /// The interface that is looked for.
    case tower
  }

  var number: UInt16
  var name: String
  var verb: Verb
  var deed: Deed
  var argument: Argument

  init(_ number: UInt16, _ name: String, _ verb: Verb, _ argument: Argument = .none, deed: Deed = .plain) {
    self.number = number
    self.name = name
    self.verb = verb
    self.deed = deed
    self.argument = argument
  }

  static func find(_ number: UInt16, of interface: DCERPCInterface) -> DCERPCOperation? {
    let operations = all(of: interface)
    for index in operations.indices where operations[index].number == number { return operations[index] }
    return nil
  }

  static func all(of interface: DCERPCInterface) -> [DCERPCOperation] {
    switch interface {
    case .svcctl: svcctl
    case .atsvc: atsvc
    case .taskScheduler: taskScheduler
    case .initshutdown: initshutdown
    case .samr: samr
    case .lsarpc: lsarpc
    case .netlogon: netlogon
    case .drsuapi: drsuapi
    case .backupkey: backupkey
    case .dnsserver: dnsserver
    case .srvsvc: srvsvc
    case .wkssvc: wkssvc
    case .spoolss: spoolss
    case .remoteWinspool: remoteWinspool
    case .winreg: winreg
    case .eventlog: eventlog
    case .eventlog6: eventlog6
    case .efsrpc: efsrpc
    case .netdfs: netdfs
    case .fsrvp: fsrvp
    case .epm: epm
    case .remoteActivation: remoteActivation
    case .systemActivator: systemActivator
    case .wbemLogin: wbemLogin
    case .wbemServices: wbemServices
    case .dispatch: dispatch
    case .opcServer: opcServer
    case .opcServerList: opcServerList
    case .opcItems: opcItems
    case .opcSyncIO: opcSyncIO
    case .opcAsyncIO: opcAsyncIO
    case .opcBrowse: opcBrowse
    case .unknown, .oxidResolver, .remUnknown, .remUnknown2, .wbemEnumeration, .wbemOther, .opcGroups,
      .opcCallback, .opcHistory, .opcEvents:
      []
    }
  }
}

/// What an activity does to its target; one of thirteen words that policies, reports and stores share.
///
/// Source: contracts/activities, "Verbs".
public enum Verb: UInt8, CaseIterable, Hashable, Sendable {
  case connect, authenticate, browse, identify, read, write, operate, program, transfer, setMode, configure
  case update, signal

  public var text: String {
    switch self {
    case .connect: "connect"
    case .authenticate: "authenticate"
    case .browse: "browse"
    case .identify: "identify"
    case .read: "read"
    case .write: "write"
    case .operate: "operate"
    case .program: "program"
    case .transfer: "transfer"
    case .setMode: "setMode"
    case .configure: "configure"
    case .update: "update"
    case .signal: "signal"
    }
  }
}

/// Which deed of its verb an activity is, where a detector must know: a stop and a start are both `setMode`.
public enum Deed: UInt8, CaseIterable, Hashable, Sendable {
  /// Nothing beyond the verb.
  case plain
  // setMode
  case stop, start, restart, reset, modeChange
  /// A master takes its own devices through their states: the work that it is there for.
  case lead
  // program
  case download, delete, insert, onlineEdit, lock
  // transfer
  case upload, fileRead, fileWrite
  // transfer, write, configure: files of a server. An administrator's share is `ADMIN$` or a drive's.
  case fileDelete, fileRename, executableWrite, adminShareWrite, adminExecutableWrite
  // configure
  /// What a device reports by itself, or to whom, is switched.
  case reportsOn, reportsOff
  case clock, rename, readdress, factoryReset, password, parameter, route
  /// What is to be told, and when: reports, data sets.
  case subscribe
  // update
  case firmware
  // operate
  case force, call
  /// A device makes ready for a command that has to follow: nothing moves yet.
  case select
  /// Counters are copied where they can be read together: nothing moves.
  case freeze
  /// An alarm or an indication is taken note of.
  case acknowledge
  // authenticate
  case anonymous
  // configure, operate, transfer: what one host has another one's system do. `commandService` is a service
  // whose program is a command interpreter; `possibleCoercion` a call that makes its target log in
  // elsewhere, whose place to log in is not readable.
  case serviceCreated, commandService, serviceChanged, taskCreated, remoteExecution, registryChanged
  case secretsSaved, logCleared, driverInstalled, coercion, possibleCoercion, replication, replicaAdded
  // authenticate: `emptyCredential` is a proof of zeros, the tickets are weak by their encryption,
  // `downgradedTicket` though its owner's is strong.
  // `machineLogin` is a machine's own account by NTLM.
  case machineLogin, emptyCredential, unknownAccount, noPreauthentication, weakTicket, downgradedTicket
  // browse: a directory, or a system's accounts
  case broadSearch, roastableSearch, accountListing
  // connect
  case unencrypted
  // connect: to an administrator's share, to a named pipe of a file service.
  case adminShareConnect, pipe
  // signal, identify
  case announce, blink
  // Office: a name or a hello of a product by which people reach machines from afar (connect, read); a login
  // with a pair of name and password that stands in a manual (authenticate); a host says that it goes by a
  // name that somebody asked all for (identify).
  case remoteAccess, defaultCredentials, nameAnswer
}

/// How an activity ended.
public enum Outcome: UInt8, CaseIterable, Hashable, Sendable {
  /// The target did it.
  case succeeded
  /// The target said no: an exception, an error class, a bad status.
  case refused
  /// Broken off or malformed.
  case failed
  /// Nobody answered, or the answer was not captured.
  case unanswered

  public var text: String {
    switch self {
    case .succeeded: "succeeded"
    case .refused: "refused"
    case .failed: "failed"
    case .unanswered: "unanswered"
    }
  }
}

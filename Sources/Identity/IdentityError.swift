public import IdentityRecords
public import Sealing

/// Why somebody or something is not who it claims to be, or may not become it.
public enum IdentityError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Unknown name, wrong password, wrong code, account not open: one answer for all, which tells nothing.
  case refused
  /// Too many attempts failed; the next counts from then on.
  case wait(Deadline)
  /// Too many attempts failed from devices that the person never worked at.
  case closedToNewDevices
  /// The password is right, a code of the second factor is missing.
  case codeNeeded
  /// As many sign-ins as the machine has memory for are under way.
  case busy
  case password([PasswordFault])
  /// The code is unknown, used, replaced, or past its end.
  case codeNotValid
  case noSession
  case sessionOver(Deadline.Reason)
  /// The session's token came from another device than the one it is bound to: it was stolen. It has ended.
  case otherDevice(Pseudonym, seenAt: DeviceKey)
  /// The clock went back by so many seconds: every session has ended.
  case clockWentBack(seconds: Int64)
  /// The action asks for a fresh authentication, or for more factors.
  case stepUpNeeded
  case reasonNeeded
  /// Somebody with an account: the ledger never forgets what is written into it.
  case reasonNamesSomebody
  case alreadyStarted
  case nameTaken
  case nameNotValid
  case noAccount(Pseudonym)
  case seedNotValid
  case tooManyWords(Int, limit: Int)
  case breachFile(path: String, reason: String)
  case certificate(CertificateFault)
  case token(TokenFault)
  case noDevice(String)
  case store(StoreError)
  case sealing(SealingError)

  /// Whether somebody should hear of it at once.
  public var isLoud: Bool {
    switch self {
    case .otherDevice, .clockWentBack, .closedToNewDevices: true
    case .certificate(let fault): fault == .revoked
    default: false
    }
  }

  /// Whether nothing was looked at: too many tried before.
  public var isTurnedAway: Bool {
    switch self {
    case .wait, .busy: true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .refused: "name, password or code is not right, or the account is closed"
    case .wait: "too many attempts failed: wait before the next"
    case .closedToNewDevices:
      "too many attempts failed from unknown devices: sign in at a device where you worked before, "
        + "or ask an administrator to admit this one"
    case .codeNeeded: "the code of your authenticator app or a recovery code is needed"
    case .busy: "many people sign in right now: try again in a few seconds"
    case .password(let faults): faults.map(\.description).joined(separator: "; ")
    case .codeNotValid: "this code is unknown, was used, or its time is over: ask for a new one"
    case .noSession: "you are not signed in"
    case .sessionOver(let reason): "your session has ended (\(reason.rawValue)): sign in again"
    case .otherDevice(_, let device): "this session belongs to another device than \(device): it has ended"
    case .clockWentBack(let seconds):
      "this machine's clock went back by \(seconds) s: all sessions have ended; check its time, sign in again"
    case .stepUpNeeded: "this action asks you to sign in once more"
    case .reasonNeeded: "say why, in \(BreakGlassReason.leastCharacters) characters or more"
    case .reasonNamesSomebody:
      "the reason names somebody with an account: say it without the name, for the ledger never forgets"
    case .alreadyStarted: "there are accounts already: an administrator invites new ones"
    case .nameTaken: "somebody has this sign-in name or system user already"
    case .nameNotValid: "a sign-in name has from 1 to \(SignInName.limitCharacters) characters"
    case .noAccount(let pseudonym): "there is no account \(pseudonym)"
    case .seedNotValid: "the second factor's seed is not one that was given out"
    case .tooManyWords(let count, let limit): "\(count) words, \(limit) are the most"
    case .breachFile(let path, let reason): "\(path): \(reason)"
    case .certificate(let fault): fault.description
    case .token(let fault): fault.description
    case .noDevice(let id): "there is no device \(id) of this site"
    case .store(let error): error.description
    case .sealing(let error): error.description
    }
  }
}

/// Runs what the store does; its errors become ours.
func stored<Answer>(_ body: () throws(StoreError) -> Answer) throws(IdentityError) -> Answer {
  do { return try body() } catch { throw .store(error) }
}

import HTTPTypes
import Hummingbird
import JSON
import Identity
import Operations
import Vocabulary

/// What a client is told where something was refused or went wrong: a status, a word for programs, a sentence
/// for people. Of what is the machine's own business, paths and the like, nothing leaves it.
struct ErrorWords {
  let status: HTTPResponse.Status
  let word: String
  let sentence: String
  var retrySeconds: Int?
  /// The methods that are taken here.
  var allowed: String?
  /// Not told to the client, but to who runs the listener.
  var isInternal = false

  init(_ error: any Error, at now: Timestamp) {
    switch error {
    case let fault as RequestFault: self.init(fault)
    case let refusal as Refusal: self.init(refusal)
    case let error as IdentityError: self.init(error, at: now)
    case let error as any HTTPResponseError: self.init(error.status, "request", "this can't be taken")
    default: self = .failed
    }
  }

  private init(_ status: HTTPResponse.Status, _ word: String, _ sentence: String) {
    (self.status, self.word, self.sentence) = (status, word, sentence)
  }

  var answer: Answer {
    var answer = Answer.object { writer in
      writer.member("error", word)
      writer.member("message", sentence)
    }
    answer.status = status
    // Source: RFC 9110, sections 15.5.2 and 15.5.6.
    if status == .unauthorized { answer.headers.append((.wwwAuthenticate, "Bearer")) }
    if let allowed { answer.headers.append((.allow, allowed)) }
    if let retrySeconds { answer.headers.append((.retryAfter, "\(retrySeconds)")) }
    return answer
  }

  static let failed: ErrorWords = {
    var words = ErrorWords(.internalServerError, "failed", "this failed; who runs this machine can see why")
    words.isInternal = true
    return words
  }()
}

extension ErrorWords {
  private init(_ fault: RequestFault) {
    let (status, word): (HTTPResponse.Status, String) =
      switch fault {
      case .malformed: (.badRequest, "malformed")
      case .tooLarge: (.contentTooLarge, "tooLarge")
      case .notJSON, .noObject: (.badRequest, "notJSON")
      case .missing, .noText, .noBase64, .noSeconds, .unknownValue, .unknownField:
        (.unprocessableContent, "field")
      case .wrongType: (.unsupportedMediaType, "contentType")
      case .foreignOrigin: (.forbidden, "foreignOrigin")
      case .busy: (.serviceUnavailable, "busy")
      case .noRoute: (.notFound, "notFound")
      case .wrongMethod: (.methodNotAllowed, "method")
      }
    self.init(status, word, fault.description)
    if case .wrongMethod(let methods) = fault { allowed = methods }
    if fault == .busy { retrySeconds = ConsoleLimits.retrySeconds }
  }

  private init(_ refusal: Refusal) {
    switch refusal {
    case .denied: self.init(.forbidden, "denied", refusal.description)
    case .policiesOfNoUse:
      self.init(
        .serviceUnavailable, "policies", "nobody is let through while the site's own policies are of no use")
      isInternal = true
    case .notRecorded:
      self.init(.serviceUnavailable, "notRecorded", "not done, for it can't be recorded")
      isInternal = true
    case .endNotRecorded:
      self.init(.internalServerError, "endNotRecorded", "done, but its end can't be recorded")
      isInternal = true
    }
  }

  private init(_ error: IdentityError, at now: Timestamp) {
    switch error {
    case .wait(let deadline):
      self.init(.tooManyRequests, "wait", error.description)
      retrySeconds = Int(deadline.left(at: now).components.seconds) + 1
    case .busy:
      self.init(.serviceUnavailable, "busy", error.description)
      retrySeconds = ConsoleLimits.retrySeconds
    case .store, .sealing, .breachFile: self = .failed
    default:
      let (status, word) = Self.status(of: error)
      self.init(status, word, error.description)
    }
  }

  private static func status(of error: IdentityError) -> (HTTPResponse.Status, String) {
    switch error {
    case .refused: (.unauthorized, "refused")
    case .codeNeeded: (.unauthorized, "codeNeeded")
    case .codeNotValid: (.unauthorized, "codeNotValid")
    case .noSession: (.unauthorized, "noSession")
    case .sessionOver: (.unauthorized, "sessionOver")
    case .otherDevice: (.unauthorized, "otherDevice")
    case .clockWentBack: (.unauthorized, "clockWentBack")
    case .token: (.unauthorized, "token")
    case .certificate: (.forbidden, "certificate")
    case .closedToNewDevices: (.forbidden, "closedToNewDevices")
    case .stepUpNeeded: (.forbidden, "stepUpNeeded")
    case .noAccount, .noDevice: (.notFound, "notFound")
    case .nameTaken, .alreadyStarted: (.conflict, "taken")
    case .password: (.unprocessableContent, "password")
    case .reasonNeeded, .reasonNamesSomebody: (.unprocessableContent, "reason")
    case .nameNotValid, .seedNotValid: (.unprocessableContent, "field")
    default: (.forbidden, "refused")
    }
  }
}

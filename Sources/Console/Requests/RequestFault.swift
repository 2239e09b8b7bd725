/// Why a request is not taken, before anybody was asked what they may do.
enum RequestFault: Error, Hashable, Sendable {
  /// HTTP itself is broken: what is read of it can't be trusted to be what was meant.
  case malformed
  case tooLarge
  case notJSON(String)
  case noObject
  case missing(String)
  case noText(String)
  case noBase64(String)
  case noSeconds(String)
  case unknownValue(String)
  case unknownField(String)
  /// Another content type than JSON's: a form of a foreign page could send it.
  case wrongType
  /// From a page of another origin.
  case foreignOrigin
  /// As many password checks as the machine has memory for are under way.
  case busy
  case noRoute
  case wrongMethod(allowed: String)
}

extension RequestFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .malformed: "this is no request that can be read"
    case .tooLarge: "the body has more than \(ConsoleLimits.bodyOctets) octets"
    case .notJSON(let reason): "the body is no JSON: \(reason)"
    case .noObject: "the body is no JSON object"
    case .missing(let field): "the field \(field) is missing"
    case .noText(let field): "the field \(field) is no text"
    case .noBase64(let field): "the field \(field) is no base64"
    case .noSeconds(let field): "the field \(field) is no number of seconds since 1970"
    case .unknownValue(let field): "the field \(field) has a value that is not known here"
    case .unknownField(let field): "there is no field \"\(field)\" here"
    case .wrongType: "the content type must be application/json"
    case .foreignOrigin: "this request comes from a page of another origin"
    case .busy: "many people sign in right now: try again in a few seconds"
    case .noRoute: "there is nothing here"
    case .wrongMethod(let allowed): "here only \(allowed) is taken"
    }
  }
}

import Identity
import Operations

/// One thing that can be asked of a listener. All of them stand in ``all``, from which the router is made and
/// which the tests walk: there is no route beside it.
public struct ConsoleRoute: Sendable {
  public enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
  }

  /// Who may ask at all; what they may do is the site's to say.
  public enum Asker: String, Hashable, Sendable {
    /// Nobody is known yet, and no certificate is judged: a code, or an old key's proof, decides.
    case anybody
    /// At a device: one whose certificate is shown must be one that counts. Who it is, is proved here.
    case device
    /// Somebody with a session at this device.
    case person
    /// The same, or a program with a token of this site's.
    case caller
  }

  public let method: Method
  /// As `/api/v1/sign-in`.
  public let path: String
  public let asker: Asker
  /// The fields that its body may have.
  public let fields: [String]
  /// It may need scrypt: 128 MiB and a quarter of a second.
  public let takesPassword: Bool
  let answer: @Sendable (Asked) async throws -> Answer

  init(
    _ method: Method, _ path: String, _ asker: Asker, fields: [String] = [], takesPassword: Bool = false,
    answer: @escaping @Sendable (Asked) async throws -> Answer
  ) {
    self.method = method
    self.path = "/api/v1/" + path
    self.asker = asker
    self.fields = fields
    self.takesPassword = takesPassword
    self.answer = answer
  }

  public static let all: [ConsoleRoute] = people + devices
}

extension ConsoleRoute: CustomStringConvertible {
  public var description: String { "\(method.rawValue) \(path)" }
}

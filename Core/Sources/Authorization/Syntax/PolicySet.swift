/// Policies that are judged together.
public struct PolicySet: Hashable, Sendable {
  /// The most policies of one set.
  public static let policyLimit = 200_000

  /// In the order of the text.
  public let policies: [Policy]

  public init(_ policies: [Policy] = []) {
    self.policies = policies
  }

  /// Reads a policy text, UTF-8. The policies are named `policy0`, `policy1`, … by their position.
  ///
  /// Source: Cedar language reference, "Grammar".
  public init(parsing text: [UInt8]) throws(SyntaxError) {
    var reader = try TokenReader(text)
    var policies: [Policy] = []
    while reader.current.kind != .end {
      guard policies.count < Self.policyLimit else {
        throw reader.error("more than \(Self.policyLimit) policies in one text")
      }
      policies.append(try reader.policy(id: Text("policy\(policies.count)")))
    }
    self.policies = policies
  }

  public init(parsing text: String) throws(SyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }
}

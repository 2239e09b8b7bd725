/// What a site's passwords are held against, beside the lists that are built in.
public struct PasswordSettings: Hashable, Sendable {
  public static let wordLimit = 1_000
  /// Characters of one word.
  public static let wordLength = 4...64
  public static let pathLimitOctets = 4_096

  /// Words of this plant: its products, its lines, its town; in ascending order.
  public var words: [String]
  /// A file of passwords that were stolen elsewhere; nil where the site has none.
  public var stolenPath: String?

  public init(words: [String] = [], stolenPath: String? = nil) {
    self.words = Set(words).sorted()
    self.stolenPath = stolenPath
  }
}

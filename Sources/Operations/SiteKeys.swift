/// The keys that a site's secrets are sealed under.
public protocol SiteKeys: Sendable {
  /// Makes a fresh key, seals everything under it, and retires the older ones.
  ///
  /// - Returns: how many values were sealed anew
  func rotate() async throws -> Int
}

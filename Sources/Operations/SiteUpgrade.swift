/// The way back from an upgrade of a site's database.
public protocol SiteUpgrade: Sendable {
  /// Takes the copy that was made before the schema went on from a number. What was written since is lost,
  /// except that whoever was forgotten stays forgotten. The site can't be used after it.
  func goBack(toSchema number: Int) throws
}

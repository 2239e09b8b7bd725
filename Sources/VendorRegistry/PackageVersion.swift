/// The version of an installed Debian package, from dpkg's own list.
///
/// Source: deb-control(5): paragraphs of fields, an empty line between them.
public enum PackageVersion {
  public static let debianStatus = "/var/lib/dpkg/status"

  /// The package's version, nil where it is not installed or the list cannot be read.
  public static func find(_ package: String, in path: String) -> String? {
    guard let lines = FileLines(path) else { return nil }
    let wanted = Array("Package: \(package)".utf8)
    let field = Array("Version: ".utf8)
    let installed = Array("Status: install ok installed".utf8)
    var isPackage = false
    var isInstalled = false
    var version: String?
    lines.forEach { line in
      if line.isEmpty {
        if isPackage { return false }
      } else if line.elementsEqual(wanted) {
        isPackage = true
      } else if isPackage && line.starts(with: field) {
        version = String(decoding: line.dropFirst(field.count), as: UTF8.self)
      } else if isPackage && (line.elementsEqual(installed)) {
        isInstalled = true
      }
      return true
    }
    return isInstalled ? version : nil
  }
}

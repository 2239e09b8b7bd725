public import Inventory

/// The IEEE registry of hardware addresses as Debian's package `ieee-data` installs it, read where it lies.
///
/// Only the names asked for are kept: a capture of a plant needs a few dozen of 45,000.
public struct VendorRegistry: Sendable {
  public static let standardDirectory = "/usr/share/ieee-data"

  /// As the report names it.
  public let name = "ieee-data"
  /// The package's version; the time of its last update, in seconds since 1970, where no package says one.
  public let version: String
  private let directory: String

  /// The registry that is installed, nil where none is.
  public init?(
    directory: String = standardDirectory, packageStatus: String = PackageVersion.debianStatus
  ) {
    guard FileBlocks(directory + "/oui.csv", blockOctets: 1) != nil else { return nil }
    self.directory = directory
    version =
      PackageVersion.find(name, in: packageStatus) ?? Self.lastUpdate(directory) ?? "unknown"
  }

  /// Names of the blocks that hold one of `wanted`: the first 36 bits of hardware addresses, sorted.
  ///
  /// The smaller blocks' files are read only where one of the large blocks was cut up for them.
  public func names(for wanted: [UInt64]) -> VendorNames {
    guard !wanted.isEmpty else { return .none }
    var blocks = read("oui.csv", wanted)
    if blocks.contains(where: { $0.name == "IEEE Registration Authority" }) {
      for file in ["mam.csv", "oui36.csv", "iab.csv"] { blocks += read(file, wanted) }
    }
    return VendorNames(blocks)
  }

  private func read(_ file: String, _ wanted: [UInt64]) -> [VendorNames.Block] {
    guard let lines = FileLines(directory + "/" + file) else { return [] }
    var blocks: [VendorNames.Block] = []
    lines.forEach { line in
      if let (prefix, bits) = RegistryLine.assignment(line), Self.holds(wanted, prefix, bits),
        let name = RegistryLine.organisation(line)
      {
        blocks.append(VendorNames.Block(prefix: prefix, bits: bits, name: name))
      }
      return true
    }
    return blocks
  }

  /// One of the sorted 36-bit numbers begins with the block's bits.
  private static func holds(_ wanted: [UInt64], _ prefix: UInt64, _ bits: Int) -> Bool {
    let lowest = prefix << UInt64(36 - bits)
    var low = 0
    var high = wanted.count
    while low < high {
      let middle = (low + high) / 2
      if wanted[middle] < lowest { low = middle + 1 } else { high = middle }
    }
    return low < wanted.count && wanted[low] >> UInt64(36 - bits) == prefix
  }

  private static func lastUpdate(_ directory: String) -> String? {
    guard let lines = FileLines(directory + "/.lastupdate", blockOctets: 64) else { return nil }
    var first: String?
    lines.forEach { line in
      first = String(decoding: line, as: UTF8.self)
      return false
    }
    return first
  }
}

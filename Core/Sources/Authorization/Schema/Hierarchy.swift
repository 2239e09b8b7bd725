/// What belongs to what, closed over all removes.
struct Hierarchy<Name: Hashable & Comparable & Sendable> {
  /// The most pairs of a name and one of its ancestors.
  static var pairLimit: Int { 2_000_000 }

  private var parents: [Name: [Name]] = [:]

  mutating func add(_ name: Name, in parents: [Name]) {
    self.parents[name, default: []].append(contentsOf: parents)
  }

  /// The ancestors of each name; a name is its own where the hierarchy leads back to it.
  ///
  /// - Returns: nil beyond ``pairLimit``.
  func ancestors() -> [Name: Set<Name>]? {
    var all: [Name: Set<Name>] = [:]
    all.reserveCapacity(parents.count)
    var pairs = 0
    for (name, direct) in parents {
      var found: Set<Name> = []
      var open = direct
      while let next = open.popLast() {
        guard found.insert(next).inserted else { continue }
        pairs += 1
        guard pairs <= Self.pairLimit else { return nil }
        open.append(contentsOf: parents[next] ?? [])
      }
      all[name] = found
    }
    return all
  }
}

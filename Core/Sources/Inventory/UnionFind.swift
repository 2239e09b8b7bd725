/// Groups of numbers, joined two at a time; a group's root is its lowest number, whatever the order of
/// joining.
struct UnionFind {
  private var parents: [UInt32]

  init(count: Int) {
    parents = []
    parents.reserveCapacity(count)
    for number in 0..<count { parents.append(UInt32(truncatingIfNeeded: number)) }
  }

  mutating func root(_ number: Int) -> Int {
    var at = number
    while Int(parents[at]) != at {
      parents[at] = parents[Int(parents[at])]
      at = Int(parents[at])
    }
    return at
  }

  mutating func join(_ left: Int, _ right: Int) {
    let left = root(left)
    let right = root(right)
    if left == right { return }
    parents[max(left, right)] = UInt32(truncatingIfNeeded: min(left, right))
  }
}

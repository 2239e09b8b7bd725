/// How many octets an object of a group and variation has.
///
/// Source: IEEE 1815-2012, annex A.
enum DNP3ObjectSize {
  case bits(Int)
  case octets(Int)
  /// A type, a length and as many octets: a device attribute.
  case attribute
  case unknown

  init(group: UInt8, variation: UInt8) {
    switch (group, variation) {
    case (0, _): self = .attribute
    case (1, 1), (10, 1), (12, 3), (80, 1): self = .bits(1)
    case (3, 1): self = .bits(2)
    case (110...113, 1...255): self = .octets(Int(variation))
    default:
      let octets = Self.octets(group, variation)
      self = octets > 0 ? .octets(octets) : .unknown
    }
  }

  /// 0 where the annex has no fixed size.
  private static func octets(_ group: UInt8, _ variation: UInt8) -> Int {
    switch (group, variation) {
    case (1, 2), (2, 1), (3, 2), (4, 1), (10, 2), (11, 1), (13, 1), (86, 2), (102, 1): 1
    case (2, 3), (4, 3), (81, 1): 3
    case (2, 2), (4, 2), (11, 2), (13, 2): 7
    case (12, 1), (12, 2): 11
    case (20, 6), (20, 8), (21, 10), (21, 12), (30, 4), (31, 6), (34, 1), (52, 1), (52, 2), (101, 1),
      (120, 4):
      2
    case (20, 2), (20, 4), (21, 2), (21, 4), (22...23, 2), (22...23, 4), (30, 2), (31, 2), (32...33, 2),
      (40...43, 2):
      3
    case (20, 5), (20, 7), (21, 9), (21, 11), (30, 3), (31, 5), (34, 2...3), (101, 2): 4
    case (20, 1), (20, 3), (21, 1), (21, 3), (22...23, 1), (22...23, 3), (30, 1), (30, 5), (31, 1), (31, 7),
      (32...33, 1), (32...33, 5), (40...41, 1), (40...41, 3), (42...43, 1), (42...43, 5):
      5
    case (50, 1), (50, 3), (51, 1...2), (120, 3): 6
    case (101, 3): 8
    case (21, 6), (21, 8), (22...23, 6), (22...23, 8), (30, 6), (31, 4), (31, 8), (32...33, 4), (32...33, 6),
      (40...41, 4), (42...43, 4), (42...43, 6):
      9
    case (50, 2): 10
    case (21, 5), (21, 7), (22...23, 5), (22...23, 7), (31, 3), (32...33, 3), (32...33, 7), (42...43, 3),
      (42...43, 7), (50, 4):
      11
    case (32...33, 8), (42...43, 8): 15
    default: 0
    }
  }
}

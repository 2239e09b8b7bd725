/// What a Siemens controller says of itself.
struct S7Identity: Sendable {
  let order: String
  let firmware: (UInt16, UInt16)
  let station: String
  let module: String
  let plant: String
  let serial: String
  let type: String

  var moduleRecords: [[UInt8]] {
    [
      S7Message.moduleRecord(index: 1, order: order, version: (1, 0x0001)),
      S7Message.moduleRecord(index: 6, order: order, version: (4, 0x0001)),
      S7Message.moduleRecord(index: 7, order: "", version: firmware),
    ]
  }

  var componentRecords: [[UInt8]] {
    [(1, station), (2, module), (3, plant), (5, serial), (7, type)].map {
      S7Message.componentRecord(index: $0.0, $0.1)
    }
  }

  /// Source: the firmware word is 'V' and the first number, then the second and third.
  static let press = S7Identity(
    order: "6ES7 315-2EH14-0AB0", firmware: (0x5603, 0x0208), station: "PRESS-01", module: "CPU 315-2 PN/DP",
    plant: "HALL-1", serial: "S C-X4U421302009", type: "CPU 315-2 PN/DP")

  static let mill = S7Identity(
    order: "6ES7 214-1AG40-0XB0", firmware: (0x5604, 0x0201), station: "MILL-02",
    module: "CPU 1214C DC/DC/DC",
    plant: "HALL-1", serial: "S C-E8T203812014", type: "CPU 1214C DC/DC/DC")
}

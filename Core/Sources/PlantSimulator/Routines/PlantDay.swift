/// What happens on a normal day, and when after the start it begins.
enum PlantDay {
  static let routines: [(Routine, Duration)] = polls

  private static let polls: [(Routine, Duration)] = [
    (
      .s7Poll(
        S7Poll(
          client: .hmiA, server: .pressController, slot: 2,
          items: [
            S7Message.Item(block: 10, start: 0, count: 24),
            S7Message.Item(area: 0x83, block: 0, start: 0, count: 8),
          ], interval: .seconds(2), writesOnceIn: 300)), .milliseconds(1_200)
    ),
    (
      .s7Poll(
        S7Poll(
          client: .hmiA, server: .millController, slot: 1,
          items: [S7Message.Item(block: 11, start: 0, count: 32)],
          interval: .seconds(4), writesOnceIn: 400)), .milliseconds(1_900)
    ),
    (
      .modbusPoll(
        ModbusPoll(
          client: .hmiB, server: .washerController, unit: 1,
          reads: [ModbusPoll.Read(function: 3, address: 100, quantity: 16)], interval: .seconds(3),
          writesOnceIn: 350)), .milliseconds(2_400)
    ),
    (
      .modbusPoll(
        ModbusPoll(
          client: .historian, server: .powerMeter, unit: 1,
          reads: [ModbusPoll.Read(function: 4, address: 3_000, quantity: 30)], interval: .seconds(15),
          writesOnceIn: 0)), .milliseconds(3_100)
    ),
  ]
}

/// What happens on a normal day, and when after the start it begins.
enum PlantDay {
  struct Entry: Sendable {
    let offset: Duration
    let routine: Routine

    init(after offset: Duration, _ routine: Routine) {
      self.offset = offset
      self.routine = routine
    }

    init(after offset: Duration, every: Duration? = nil, _ kind: Chore.Kind) {
      self.init(after: offset, .chore(Chore(kind: kind, every: every)))
    }
  }

  static let entries = cellA + cellB + historian + background + people

  /// What goes on without people and whatever the hour, for a plant that lives through days.
  static let polls = cellA + cellB + historian + background.prefix(3)

  private static let cellA = [
    Entry(
      after: .milliseconds(1_200),
      .s7Poll(
        S7Poll(
          client: .hmiA, server: .pressController, slot: 2,
          items: [
            S7Message.Item(block: 10, start: 0, count: 24),
            S7Message.Item(area: 0x83, block: 0, start: 0, count: 8),
          ], interval: .seconds(3), setpoint: S7Message.Item(block: 20, start: 8, count: 4), writesOnceIn: 240
        ))),
    Entry(
      after: .milliseconds(1_900),
      .s7Poll(
        S7Poll(
          client: .hmiA, server: .millController, slot: 1,
          items: [S7Message.Item(block: 11, start: 0, count: 32)], interval: .seconds(6),
          setpoint: S7Message.Item(block: 21, start: 0, count: 2), writesOnceIn: 200))),
    // The mill's controller tells the press's which part comes next.
    Entry(
      after: .milliseconds(7_300),
      .s7Poll(
        S7Poll(
          client: .millController, server: .pressController, slot: 2,
          items: [S7Message.Item(block: 50, start: 0, count: 4)], interval: .seconds(30),
          setpoint: S7Message.Item(block: 50, start: 4, count: 4), writesOnceIn: 1))),
  ]

  private static let cellB = [
    Entry(
      after: .milliseconds(2_100),
      .cipPoll(
        CIPPoll(
          client: .hmiB, server: .assemblyController,
          tags: ["Station1.State", "Station1.Count", "Conveyor.Speed"], interval: .seconds(4),
          setpoint: "Conveyor.SpeedSetpoint", writesOnceIn: 260))),
    Entry(
      after: .milliseconds(2_400),
      .modbusPoll(
        ModbusPoll(
          client: .hmiB, server: .washerController, unit: 1,
          reads: [ModbusPoll.Read(function: 3, address: 100, quantity: 16)], interval: .seconds(5),
          setpoint: (120, 250)))),
    Entry(
      after: .milliseconds(2_700),
      .amsPoll(AMSPoll(client: .hmiB, server: .testController, interval: .seconds(5), writesOnceIn: 300))),
    // The assembly controller tells the washer's how many parts wait.
    Entry(
      after: .seconds(11),
      .modbusPoll(
        ModbusPoll(
          client: .assemblyController, server: .washerController, unit: 1,
          reads: [ModbusPoll.Read(function: 1, address: 0, quantity: 12)], interval: .seconds(60),
          setpoint: (200, 1)))),
  ]

  private static let historian = [
    Entry(
      after: .milliseconds(3_100),
      .modbusPoll(
        ModbusPoll(
          client: .historian, server: .powerMeter, unit: 1,
          reads: [ModbusPoll.Read(function: 4, address: 3_000, quantity: 30)], interval: .seconds(30),
          setpoint: nil))),
    Entry(
      after: .milliseconds(4_500),
      .opcuaPoll(
        OPCUAPoll(
          client: .historian, server: .testController, names: ["Tester.Torque", "Tester.Angle"],
          interval: .seconds(20)))),
    Entry(
      after: .milliseconds(5_900),
      .s7Poll(
        S7Poll(
          client: .historian, server: .pressController, slot: 2,
          items: [S7Message.Item(block: 12, start: 0, count: 64)], interval: .seconds(30),
          setpoint: S7Message.Item(block: 12, start: 0, count: 2), writesOnceIn: 0))),
    Entry(after: .seconds(42), every: .minutes(5), .replicate),
  ]

  private static let background = [
    Entry(after: .milliseconds(600), every: .seconds(60), .announce),
    Entry(after: .seconds(9), every: .seconds(80), .keepTime),
    Entry(after: .seconds(25), every: .minutes(10), .listIdentity),
    Entry(after: .minutes(7), every: .minutes(60), .serviceReport),
    Entry(after: .minutes(9), .getAddress(.planningPC)),
    Entry(after: .minutes(12), .getAddress(.qualityPC)),
    Entry(after: .minutes(24), .getAddress(.purchasingPC)),
    Entry(after: .minutes(10), every: .seconds(270), .useERP(.planningPC)),
    Entry(after: .minutes(13), every: .seconds(350), .useERP(.qualityPC)),
    Entry(after: .minutes(25), every: .seconds(300), .useERP(.purchasingPC)),
    Entry(after: .minutes(11), every: .minutes(22), .useFiles(.planningPC)),
    Entry(after: .minutes(14), every: .minutes(31), .useFiles(.qualityPC)),
    Entry(after: .minutes(26), every: .minutes(26), .useFiles(.purchasingPC)),
  ]

  private static let people = [
    Entry(after: .minutes(2), every: .minutes(24 * 60), .backUp),
    Entry(after: .minutes(16), every: .minutes(75), .fetchRecipe),
    Entry(after: .minutes(20), every: .minutes(4), .scanAssets),
    Entry(after: .minutes(31), every: .minutes(150), .administer),
    Entry(after: .minutes(37), every: .minutes(180), .webVisits),
    Entry(after: .minutes(46), every: .minutes(24 * 60), .serviceVisit),
  ]
}

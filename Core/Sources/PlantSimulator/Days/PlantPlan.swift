public import Vocabulary

/// What a plant's days are made of: what a scenario file says.
public struct PlantPlan: Hashable, Sendable {
  public var start: Timestamp
  public var hours: PlantHours
  public var orders: [WorkOrder]
  public var entries: [PlantEntry]
  /// How many times slower than in a plant of hours the polls run.
  public var slowness: Int
  /// The zone's name in the IANA database, for the calendar; the hours go by its offset.
  public var zone = "Europe/Berlin"
  /// Announced visits, which the plant's calendar shows.
  public var visits: [Visit] = []
  /// How often benign work is done, by its name, in hundredths of the usual; 0 is never.
  public var noise: [String: Int] = [:]

  /// Somebody from outside whom the plant expects.
  public struct Visit: Hashable, Sendable {
    public var id: String
    public var who: String
    public var from: Timestamp
    public var to: Timestamp
  }

  /// Monday, 2026-03-02, 00:00 in Berlin; three shifts and a weekend, and nothing out of the ordinary.
  public init(
    start: Timestamp = Timestamp(seconds: 1_772_406_000, nanoseconds: 0), hours: PlantHours = PlantHours(),
    orders: [WorkOrder] = [], entries: [PlantEntry] = [], slowness: Int = 2
  ) {
    self.start = start
    self.hours = hours
    self.orders = orders
    self.entries = entries
    self.slowness = slowness
  }
}

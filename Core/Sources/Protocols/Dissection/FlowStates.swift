import Vocabulary

/// What a dissector remembers of each of its flows, found by the flow's serial number.
///
/// At most `limit` flows are remembered; the one that has been remembered longest gives way and is counted.
public struct FlowStates<State: Sendable>: Sendable {
  private var states: [State] = []
  private var serials: [UInt32] = []
  private var index = SlotIndex(capacity: 16)
  private var next = 0
  private let limit: Int
  public private(set) var dropped = 0

  public init(limit: Int = 16_384) {
    self.limit = limit
  }

  public var count: Int { states.count }

  /// The place of a flow's state, made with `initial` where there is none yet.
  public mutating func position(of serial: UInt32, initial: @autoclosure () -> State) -> Int {
    if let known = find(serial) { return known }
    let position: Int
    if states.count < limit {
      position = states.count
      states.append(initial())
      serials.append(serial)
    } else {
      position = next
      next = next + 1 < limit ? next + 1 : 0
      dropped += 1
      index.remove(mixed(0, UInt64(serials[position])), record: position)
      states[position] = initial()
      serials[position] = serial
    }
    index.insert(mixed(0, UInt64(serial)), record: position)
    return position
  }

  /// The place of a flow's state, nil where nothing is remembered of it.
  public func find(_ serial: UInt32) -> Int? {
    index.find(mixed(0, UInt64(serial))) { serials[$0] == serial }
  }

  public subscript(position: Int) -> State {
    get { states[position] }
    _modify { yield &states[position] }
  }
}

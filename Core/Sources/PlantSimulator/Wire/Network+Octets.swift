import Vocabulary

extension Network {
  /// Sends octets over a connection and moves the time on to the arrival of the last of them.
  ///
  /// Now and then a segment is lost on one or the other side of the tap and sent again, sent again for
  /// nothing, or overtaken by the next.
  mutating func send(
    _ octets: [UInt8], from side: TCPConnection.Side, _ connection: inout TCPConnection,
    at time: inout Timestamp
  ) {
    guard !octets.isEmpty else { return }
    flushAcknowledgement(from: side, &connection, before: time)
    var offset = 0
    var unacknowledged = 0
    while offset < octets.count {
      let end = min(offset + connection.segmentSize, octets.count)
      let isLast = end == octets.count
      let nextEnd = min(end + connection.segmentSize, octets.count)
      if !isLast, random.happens(onceIn: 220) {
        // The next segment overtakes this one.
        let first = connection[side].next
        let second = first &+ UInt32(end - offset)
        transmit(octets[end..<nextEnd], from: side, connection, sequence: second, isLast: false, at: time)
        duplicateAcknowledgement(from: side.other, connection, at: time + .microseconds(70))
        time += random.duration(.microseconds(90), .microseconds(300))
        transmit(octets[offset..<end], from: side, connection, sequence: first, isLast: false, at: time)
        connection[side].next = second &+ UInt32(nextEnd - end)
        offset = nextEnd
      } else {
        let sequence = connection[side].next
        deliver(
          octets[offset..<end], from: side, connection, sequence: sequence, isLast: isLast, at: &time)
        connection[side].next = sequence &+ UInt32(end - offset)
        offset = end
      }
      unacknowledged += 1
      if offset < octets.count {
        if unacknowledged == 2 {
          unacknowledged = 0
          acknowledge(from: side.other, &connection, at: time + .microseconds(60))
        }
        time += random.duration(.microseconds(90), .microseconds(260))
      }
    }
    time += halfTrip(connection)
    let delay = connection.host(side.other).host.stack.acknowledgementDelay
    connection[side].acknowledgementDue = time + delay + random.duration(.zero, .milliseconds(10))
  }

  /// A request and its answer after the server's pause; the time moves on to the answer's arrival.
  mutating func exchange(
    _ connection: inout TCPConnection, _ request: [UInt8], _ answer: [UInt8], at time: inout Timestamp
  ) {
    send(request, from: .client, &connection, at: &time)
    time += thinkingTime(of: connection.server)
    send(answer, from: .server, &connection, at: &time)
  }

  private mutating func deliver(
    _ octets: ArraySlice<UInt8>, from side: TCPConnection.Side, _ connection: TCPConnection, sequence: UInt32,
    isLast: Bool, at time: inout Timestamp
  ) {
    guard random.happens(onceIn: 900) else {
      transmit(octets, from: side, connection, sequence: sequence, isLast: isLast, at: time)
      return
    }
    let timeout = random.duration(.milliseconds(210), .milliseconds(320))
    switch random.number(in: 0...2) {
    case 0:
      // Lost before the tap: only the second try is seen.
      time += timeout
      transmit(octets, from: side, connection, sequence: sequence, isLast: isLast, at: time)
    case 1:
      // Lost behind the tap: both tries are seen.
      transmit(octets, from: side, connection, sequence: sequence, isLast: isLast, at: time)
      time += timeout
      transmit(octets, from: side, connection, sequence: sequence, isLast: isLast, at: time)
    default:
      // Sent twice although it had arrived.
      transmit(octets, from: side, connection, sequence: sequence, isLast: isLast, at: time)
      transmit(
        octets, from: side, connection, sequence: sequence, isLast: isLast, at: time + .microseconds(45))
    }
  }

  private mutating func transmit(
    _ octets: ArraySlice<UInt8>, from side: TCPConnection.Side, _ connection: TCPConnection, sequence: UInt32,
    isLast: Bool, at time: Timestamp
  ) {
    let flags = FrameBuilder.TCPHeader.ack | (isLast ? FrameBuilder.TCPHeader.push : 0)
    segment(from: side, connection, sequence: sequence, flags: flags, payload: octets, at: time)
  }

  /// Says again up to where everything has arrived.
  private mutating func duplicateAcknowledgement(
    from side: TCPConnection.Side, _ connection: TCPConnection, at time: Timestamp
  ) {
    segment(
      from: side, connection, sequence: connection[side].next, flags: FrameBuilder.TCPHeader.ack, at: time)
  }
}

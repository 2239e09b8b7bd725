import Vocabulary

/// Deeds at controllers that any of their messages would allow, at another time or from another station.
extension Incident {
  func download(in network: inout Network, at time: inout Timestamp) {
    network.logon("e.weber", on: .engineering, kind: .interactive, at: time)
    time += .seconds(20)
    var session = S7Session(.engineering, to: .millController, slot: 1, in: &network, at: &time)
    session.identify(.mill, in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    var cursor = time
    deed(in: &network) { network in
      session.download(type: "0A", typeCode: 0x0A, number: 21, lengthOctets: 700, in: &network, at: &cursor)
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  /// The panel's register gets a value far above the 400 to 900 that operators choose.
  func writeTooMuch(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.hmiB, to: .washerController, unit: 1, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      let request = ModbusMessage.writeRegister(address: 120, value: 9_500)
      session.ask(request, request, in: &network, at: &cursor)
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  /// For forty minutes nobody reads the power meter.
  func stopPoll(in network: inout Network, at time: Timestamp) {
    network.days?.add(
      PlantDays.Pause(client: .historian, server: .powerMeter, from: time, until: time + .minutes(40)))
  }

  /// For half an hour the panel reads the washer's controller five times as often.
  func hurryPoll(in network: inout Network, at time: Timestamp) {
    network.days?.add(
      PlantDays.Pace(
        client: .hmiB, server: .washerController, from: time, until: time + .minutes(30), percent: 20))
  }

  func copyProgram(in network: inout Network, at time: inout Timestamp) {
    var session = S7Session(.jumpHost, to: .pressController, slot: 2, in: &network, at: &time)
    session.identify(.press, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      for number in [1, 20, 30] {
        session.upload(
          type: "0A", typeCode: 0x0A, number: number, lengthOctets: 700, in: &network, at: &cursor)
      }
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }

  /// The vendor comes without a visit that was announced, and changes a value of the press.
  func comeUnannounced(in network: inout Network, at time: inout Timestamp) {
    network.converseSealed(
      .vendor, .jumpHost, name: "jump01.metalworks.example", exchanges: 24, answerOctets: 400...2_400,
      at: &time)
    network.logon("vendor-press", on: .jumpHost, from: .vendor, kind: .remoteDesktop, at: time)
    time += .seconds(30)
    var session = S7Session(.jumpHost, to: .pressController, slot: 2, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      session.write(
        S7Message.Item(block: 20, start: 8, count: 4), [0x45, 0x1C, 0x40, 0], in: &network, at: &cursor)
    }
    time = cursor
    network.close(&session.connection, at: &time)
    network.logoff("vendor-press", on: .jumpHost, kind: .remoteDesktop, at: time)
  }

  /// The panel of cell A, which works with Siemens controllers, asks the assembly line's.
  func askOtherCell(in network: inout Network, at time: inout Timestamp) {
    var cursor = time
    deed(in: &network) { network in
      var session = CIPSession(.hmiA, to: .assemblyController, in: &network, at: &cursor)
      session.identify(.assembly, in: &network, at: &cursor)
      session.ask(
        CIPMessage.readTag("Station1.Count"), CIPMessage.tagRead(417), in: &network, at: &cursor)
      session.close(in: &network, at: &cursor)
    }
    time = cursor
  }

  func writeFromHistorian(in network: inout Network, at time: inout Timestamp) {
    var session = ModbusSession(.historian, to: .powerMeter, unit: 1, in: &network, at: &time)
    var cursor = time
    deed(in: &network) { network in
      let request = ModbusMessage.writeRegister(address: 4_100, value: 0)
      session.ask(request, request, in: &network, at: &cursor)
    }
    time = cursor
    network.close(&session.connection, at: &time)
  }
}

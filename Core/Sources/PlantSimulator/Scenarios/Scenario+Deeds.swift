import Vocabulary

extension Scenario {
  /// Lays the scenario into the traffic from now on.
  func perform(in network: inout Network, at time: inout Timestamp) {
    network.mark = SimulatedFrame.Mark(scenario: self, isDeed: false)
    switch self {
    case .s7Stop, .s7Download, .s7Upload, .clockChange: performOnSiemens(in: &network, at: &time)
    case .modbusOfficeWrite: writeFromOffice(in: &network, at: &time)
    case .modbusUnitScan: scanUnits(in: &network, at: &time)
    case .modbusFunctionScan: scanFunctions(in: &network, at: &time)
    case .firmwareUpdate: replaceFirmware(in: &network, at: &time)
    case .refusalBurst: askInVain(in: &network, at: &time)
    case .overlap: writeTwice(in: &network, at: &time)
    case .addressScan: scanAddresses(in: &network, at: &time)
    case .portScan: scanPorts(in: &network, at: &time)
    case .dcpRename, .dcpReaddress, .dcpFactoryReset: performOnStation(in: &network, at: &time)
    case .cipReset: resetRockwell(in: &network, at: &time)
    case .adsStop: stopBeckhoff(in: &network, at: &time)
    case .opcuaAnonymousWrite: writeAnonymously(in: &network, at: &time)
    case .arpSpoofing: spoof(in: &network, at: &time)
    case .internetBeacon: beacon(in: &network, at: &time)
    case .malformedControl: sendMalformed(in: &network, at: &time)
    case .clearPassword: signOnInClear(in: &network, at: &time)
    case .officeProtocol: openShare(in: &network, at: &time)
    case .gatewayFailover: failOver(in: &network, at: &time)
    case .ransomware: encryptDrawings(in: &network, at: &time)
    case .encryptedBackup: backUpDrawings(in: &network, at: &time)
    case .drawingSaves: saveDrawings(in: &network, at: &time)
    }
    network.mark = nil
  }

  /// Marks what is sent inside as the deed itself.
  func deed(in network: inout Network, _ act: (inout Network) -> Void) {
    network.mark = SimulatedFrame.Mark(scenario: self, isDeed: true)
    act(&network)
    network.mark = SimulatedFrame.Mark(scenario: self, isDeed: false)
  }

  // MARK: Siemens

  private func performOnSiemens(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += network.random.duration(.seconds(4), .seconds(9))
    var session = S7Session(.laptop, to: .pressController, slot: 2, in: &network, at: &time)
    session.identify(.press, in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(1), .seconds(3))
    var deedTime = time
    deed(in: &network) { network in
      switch self {
      case .s7Stop: session.job(S7Message.stopProgram, [0x29], in: &network, at: &deedTime)
      case .s7Download:
        session.download(
          type: "08", typeCode: 0x08, number: 1, lengthOctets: 620, in: &network, at: &deedTime)
      case .s7Upload:
        session.upload(type: "0A", typeCode: 0x0A, number: 20, lengthOctets: 700, in: &network, at: &deedTime)
      default:
        let clock = S7Message.clock(
          year: 19, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 3)
        session.userData(
          group: 7, subfunction: 2, S7Message.userData(clock),
          S7Message.userData([], returnCode: 0x0A, transport: 0), in: &network, at: &deedTime)
      }
    }
    time = deedTime
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(2), .seconds(5))
    network.close(&session.connection, at: &time)
  }

  // MARK: PROFINET stations

  private func performOnStation(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += network.random.duration(.seconds(3), .seconds(8))
    network.identifyCell(by: .laptop, at: &time)
    time += network.random.duration(.seconds(3), .seconds(8))
    let transaction = UInt32(truncatingIfNeeded: network.random.next())
    let segment = HostID.pressIO.host.segment
    let block: [UInt8]
    switch self {
    case .dcpRename: block = DCPMessage.block(2, 2, qualifier: 1, [UInt8]("io-spare".utf8))
    case .dcpReaddress:
      block = DCPMessage.block(
        1, 2, qualifier: 1, DCPMessage.addresses(segment.network + 199, gateway: segment.gatewayAddress))
    default: block = DCPMessage.block(5, 5, [])
    }
    let sent = time
    deed(in: &network) { network in
      network.emit(
        DCPMessage.set(transaction: transaction, blocks: [block]).frame(
          from: HostID.laptop.host.mac, to: HostID.pressIO.host.mac, vlan: segment.vlan), at: sent)
    }
    time += network.random.duration(.milliseconds(4), .milliseconds(30))
    network.emit(
      DCPMessage.done(transaction: transaction, option: block[0], suboption: block[1]).frame(
        from: HostID.pressIO.host.mac, to: HostID.laptop.host.mac, vlan: segment.vlan), at: time)
  }

  // MARK: Rockwell, Beckhoff

  private func resetRockwell(in network: inout Network, at time: inout Timestamp) {
    var session = CIPSession(.jumpHost, to: .assemblyController, in: &network, at: &time)
    session.identify(.assembly, in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(1), .seconds(2))
    var deedTime = time
    deed(in: &network) { network in
      session.ask(
        CIPMessage.request(CIPMessage.Service.reset, path: CIPMessage.path(class: 1, instance: 1), [0]),
        CIPMessage.reply(CIPMessage.Service.reset), in: &network, at: &deedTime)
    }
    time = deedTime
    network.settle(&session.connection, at: &time)
    network.reset(&session.connection, from: .server, at: &time)
  }

  private func stopBeckhoff(in network: inout Network, at time: inout Timestamp) {
    var session = AMSSession(.jumpHost, to: .testController, in: &network, at: &time)
    session.identify(in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(1), .seconds(2))
    var deedTime = time
    deed(in: &network) { network in
      session.ask(.writeControl, AMSMessage.control(6), AMSMessage.done, in: &network, at: &deedTime)
    }
    time = deedTime
    session.ask(.readState, [], AMSMessage.state(6), in: &network, at: &time)
    network.close(&session.connection, at: &time)
  }

  private func writeAnonymously(in network: inout Network, at time: inout Timestamp) {
    var session = OPCUASession(.qualityPC, to: .testController, in: &network, at: &time)
    session.activate(client: "UaExpert@PC-QUALITY", in: &network, at: &time)
    session.browse(in: &network, at: &time)
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(2), .seconds(4))
    var deedTime = time
    deed(in: &network) { network in
      session.write("Tester.Limit", 9_999, in: &network, at: &deedTime)
    }
    time = deedTime + .milliseconds(500)
    session.read(["Tester.Limit"], in: &network, at: &time)
    session.close(in: &network, at: &time)
  }
}

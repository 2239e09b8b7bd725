import Bytes
import Vocabulary

extension DNP3Dissector {
  /// Opens the activities of a request: one for each run of points that its headers name.
  ///
  /// The table of the protocol's page says the same in words.
  ///
  /// Source: IEEE 1815-2012, clause 4.4.
  mutating func beginRequest(
    _ fragment: DNP3Fragment, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal = 0
    // A device that is told to stop stops, whatever stands behind.
    let namesObjects = !fragment.function.changesMode
    var walk = DNP3ObjectWalk(carriesObjects: fragment.function.carriesObjects)
    while namesObjects, let run = try walk.next(&reader) {
      let meaning = Self.meaning(of: fragment.function, run.header)
      guard ordinal < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      if run.header.group == 120 {
        authenticate(fragment, run, reader.octets.extracting(run.body), &dissection)
        continue
      }
      var object = run.object
      var deed = meaning.deed
      if run.header.group == 70 {
        object = file(run.header, reader.octets.extracting(run.body), &deed, &dissection)
      }
      open(fragment, meaning.verb, object, deed, ordinal: ordinal, &dissection)
      ordinal += 1
    }
    if ordinal == 0, fragment.function != .authenticate, fragment.function != .authenticateSilently {
      let meaning = Self.meaning(of: fragment.function, nil)
      open(fragment, meaning.verb, .none, meaning.deed, ordinal: 0, &dissection)
    }
  }

  private func open(
    _ fragment: DNP3Fragment, _ verb: Verb, _ object: ObjectReference, _ deed: Deed, ordinal: Int,
    _ dissection: inout Dissection
  ) {
    let code = UInt32(fragment.function.rawValue)
    if fragment.function.isSilent {
      dissection.senderIsClient = true
      dissection.activity(
        .dnp3, verb, object, deed: deed, unit: fragment.unit, code: code, outcome: .unanswered)
    } else {
      dissection.request(
        .dnp3, id: fragment.id(ordinal: ordinal), verb, object, deed: deed, unit: fragment.unit, code: code)
    }
  }

  /// Authentication comes as a request of its own, or as the first object of the request that it proves.
  ///
  /// Source: IEEE 1815-2012, clause 7 and annex A.45.
  private func authenticate(
    _ fragment: DNP3Fragment, _ run: DNP3Run, _ body: Span<UInt8>, _ dissection: inout Dissection
  ) {
    var object = ObjectReference.none
    // A sequence number of four octets stands before the user's number in most of them.
    let userAt = run.header.variation == 4 ? 0 : 4
    switch run.header.variation {
    case 2, 3, 4, 6, 7, 13:
      if body.count >= userAt + 2 {
        let user = UInt32(body[userAt]) | UInt32(body[userAt + 1]) << 8
        var text: [UInt8] = []
        appendDecimal(UInt64(user), to: &text)
        object = dissection.clientObject(.user, text.span)
      }
    // The message authentication code behind the objects that it covers.
    case 9: return
    default: break
    }
    let changesKey = run.header.variation == 10 || run.header.variation == 11 || run.header.variation == 13
    let (verb, deed): (Verb, Deed) = changesKey ? (.configure, .password) : (.authenticate, .plain)
    let code = UInt32(fragment.function.rawValue)
    if fragment.function == .authenticateSilently {
      dissection.activity(
        .dnp3, verb, object, deed: deed, unit: fragment.unit, code: code, outcome: .unanswered)
      return
    }
    dissection.request(
      .dnp3, id: fragment.id(isAuthentication: true), verb, object, deed: deed, unit: fragment.unit,
      code: code, memory: UInt64(run.header.variation))
  }

  /// What a function does with objects of a group; without a header, by itself.
  private static func meaning(
    of function: DNP3Function, _ header: DNP3ObjectHeader?
  ) -> (verb: Verb, deed: Deed) {
    let group = header?.group
    switch function {
    case .read:
      if group == 0 { return (.identify, .plain) }
      return group == 70 ? (.transfer, .fileRead) : (.read, .plain)
    case .write:
      switch group {
      case 0, 34: return (.configure, .parameter)
      case 50: return (.configure, header?.variation == 4 ? .parameter : .clock)
      case 70: return (.transfer, .fileWrite)
      // Only indications that the master has taken note of may be written.
      case 80: return (.configure, .acknowledge)
      default: return (.write, .plain)
      }
    case .select: return (.operate, .select)
    case .operate, .directOperate, .directOperateSilently: return (.operate, .plain)
    case .freeze, .freezeSilently, .freezeAtTime, .freezeAtTimeSilently: return (.operate, .freeze)
    case .freezeAndClear, .freezeAndClearSilently: return (.write, .plain)
    case .coldRestart, .warmRestart: return (.setMode, .restart)
    case .initializeData, .initializeApplication: return (.setMode, .reset)
    case .startApplication: return (.setMode, .start)
    case .stopApplication: return (.setMode, .stop)
    case .saveConfiguration, .assignClass: return (.configure, .parameter)
    case .enableUnsolicited: return (.configure, .reportsOn)
    case .disableUnsolicited: return (.configure, .reportsOff)
    case .delayMeasurement, .recordCurrentTime: return (.read, .plain)
    case .openFile, .closeFile, .abortFile: return (.transfer, .plain)
    case .deleteFile: return (.transfer, .delete)
    case .fileInformation: return (.browse, .plain)
    case .authenticateFile, .authenticate, .authenticateSilently: return (.authenticate, .plain)
    case .activateConfiguration: return (.program, .insert)
    // What it does is not known; that it was refused is what a search for functions looks like.
    default: return (.browse, .plain)
    }
  }
}

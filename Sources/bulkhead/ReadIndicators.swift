import Indicators

/// The lists of indicators that the user named, as one; what of them is not looked for goes to standard
/// error.
///
/// A list that cannot be read ends the run: a report that left it out would look like an all-clear.
func readIndicators(_ paths: [String], seed: UInt64) throws -> IndicatorList {
  var list = IndicatorList(seed: seed)
  for path in paths {
    let text: [UInt8]
    do throws(ReadFault) {
      text = try readOctets(path, limitOctets: IndicatorList.fileLimitOctets)
    } catch {
      throw refusal("\(path): \(error.message)")
    }
    do throws(IndicatorError) {
      list = try list.reading(text.span, name: path)
    } catch {
      throw refusal("\(path): \(error.text)")
    }
    if let notice = list.sources.last?.notice { StandardStream.error.write(line: "bulkhead: \(notice)") }
  }
  return list
}

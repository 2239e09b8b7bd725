import Vocabulary

/// What file extensions say of ransomware.
///
/// Source: public analyses of each family; the list names those that keep to one extension.
struct RansomExtensions: Sendable {
  /// In the order of their values, for a binary search.
  private let known: [FileExtension]
  private let harmless: [FileExtension]

  init() {
    known = Self.sorted(
      """
      wncry wncryt wcry wnry wncrypt wannacry locky zepto odin thor aesir zzzzz osiris lukitus asasin \
      diablo6 cerber cerber2 cerber3 crypt cryptolocker crypted crypz cryp1 crinf r5a ecc ezz exx \
      encrypted enciphered encrypt lockbit conti ryk ryuk clop cl0p maze egregor sodinokibi revil alphv \
      hive akira blackbasta basta medusa medusalocker play cuba royal bianlian rhysida phobos eight \
      eking devos makop dharma wallet arena bip cezar combo crysis globeimposter ekans lockergoga locked \
      petya notpetya badrabbit gandcrab gdcb krab stop djvu djvus puma pumas rumba tfude promos promorad \
      coharos moresa neras ragnar ragnarok netwalker mailto nefilim nemty doppelpaymer doppeled darkside \
      blackmatter babyk babuk avos avos2 avoslinux karma lorenz ranzy thanos prometheus haron grief \
      payloadbin hades pay2key wasted samsam samas jigsaw xtbl cryptowall teslacrypt zeppelin quantum \
      mallox fargo targetcompany 8base cactus cts1 trigona noescape qilin agenda monti esxiargs deadbolt \
      qlocker ech0raix
      """)
    harmless = Self.sorted(
      """
      bak bk back backup old orig original org save saved sav tmp temp part partial crdownload download \
      opdownload log txt gz bz2 xz zip 7z rar tar tgz lz4 zst br lzma lzo z zlib gpg pgp asc age p7m p7s sig \
      sha1 sha256 md5 lock lck dwl dwl2 bac copy new tmpl dist sample disabled off done processed imported \
      archived error err failed ok ready del deleted trash swp swo pdf csv xml json vbk vib vbm bkf
      """)
  }

  /// Ransomware that is known gives it.
  func isKnown(_ fileExtension: FileExtension) -> Bool { Self.holds(known, fileExtension) }

  /// Programs and people put it behind a file's own extension.
  func isHarmless(_ fileExtension: FileExtension) -> Bool {
    if fileExtension.isEmpty || Self.holds(harmless, fileExtension) { return true }
    // Numbers and dates.
    return fileExtension.octets.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
  }

  private static func sorted(_ words: String) -> [FileExtension] {
    var extensions: [FileExtension] = []
    for word in words.utf8.split(separator: UInt8(ascii: " ")) {
      let octets = Array(word)
      extensions.append(FileExtension(octets.span))
    }
    return extensions.sorted { $0.order < $1.order }
  }

  private static func holds(_ sorted: [FileExtension], _ fileExtension: FileExtension) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if sorted[middle] == fileExtension { return true }
      if sorted[middle].order < fileExtension.order { low = middle + 1 } else { high = middle }
    }
    return false
  }
}

/**
 * What the engine says of captures that cannot be made, read or queried, in German. Names of files and captures stand where
 * they stood; what the query's own language says (DuckDB) is left as it is.
 */
export const germanProblems: readonly (readonly [RegExp, string])[] = [
  // A part of a recipe by which a capture was decoded again.
  [/^format (.*)$/, 'Format $1'],
  [/^window (\d+)$/, 'Fenster $1'],
  [/^detector none$/, 'ohne Anomalieerkennung'],
  [/^detector zscore:(.*)$/, 'z-Wert $1'],
  [/^detector deviation:(.*)$/, 'Abstand $1'],
  [/^derived channels none$/, 'ohne abgeleitete Kanäle'],
  [/^derived channels (.*)$/, 'abgeleitete Kanäle $1'],
  [/^calibration of (.*)$/, 'Kalibrierung von $1'],

  // Importing.
  [/^(\d+) fields instead of (\d+)$/, '$1 Felder statt $2'],
  [/^(.*) is neither text nor Parquet nor MCAP$/, '$1 ist weder Text noch Parquet noch MCAP'],
  [
    /^Export it as CSV, JSON lines, Parquet or MCAP with the program that wrote it\.$/,
    'Exportiere sie mit dem Programm, das sie geschrieben hat, als CSV, JSON Lines, Parquet oder MCAP.'
  ],
  [/^the query is empty$/, 'die Abfrage ist leer'],
  [/^(.*) is empty$/, '$1 ist leer'],
  [/^Choose another file\.$/, 'Wähle eine andere Datei.'],
  [
    /^(.*) has no column of numbers that could be a channel$/,
    '$1 hat keine Spalte mit Zahlen, die ein Kanal sein könnte'
  ],
  [
    /^Look at the separator, the decimal sign and the lines before the header\.$/,
    'Prüfe das Trennzeichen, das Dezimalzeichen und die Zeilen vor der Kopfzeile.'
  ],
  [/^no format is recognised in (.*)$/, 'In $1 ist kein Format zu erkennen'],
  [
    /^Lines of numbers, label:value, key=value, Teleplot or JSON are read; choose another format\.$/,
    'Gelesen werden Zeilen mit Zahlen, label:value, key=value, Teleplot oder JSON; wähle ein anderes Format.'
  ],
  [/^the file seems to have (\d+) columns$/, 'die Datei scheint $1 Spalten zu haben'],
  [
    /^At most (\d+) are read: choose another separator\.$/,
    'Höchstens $1 werden gelesen: Wähle ein anderes Trennzeichen.'
  ],
  [/^nothing in (.*) could be read: (.*)$/, 'in $1 war nichts zu lesen: $2'],
  [
    /^Look at the preview, and correct how the file is read\.$/,
    'Prüfe die Vorschau und ändere, wie die Datei gelesen wird.'
  ],
  [/^(.*) cannot be read as (Parquet|MCAP): (.*)$/, '$1 ist als $2 nicht lesbar: $3'],
  [
    /^The file may be cut short: copy it once more\.$/,
    'Vielleicht ist die Datei unvollständig: Kopiere sie noch einmal.'
  ],
  [/^that file is not there any more$/, 'diese Datei ist nicht mehr da'],
  [/^Choose it once more\.$/, 'Wähle sie noch einmal.'],

  // Exporting.
  [
    /^(.*) needs about (.*), but only (.*) are free on its disk$/,
    '$1 braucht etwa $2, auf dem Datenträger sind aber nur $3 frei'
  ],
  [
    /^Free some space there, choose another disk, or export less\.$/,
    'Schaffe dort Platz, wähle einen anderen Datenträger oder exportiere weniger.'
  ],
  [
    /^a decimal comma cannot be told from a comma between the columns$/,
    'ein Dezimalkomma ist von einem Komma zwischen den Spalten nicht zu unterscheiden'
  ],
  [
    /^Separate the columns by semicolons or tabs, or keep the decimal point\.$/,
    'Trenne die Spalten durch Semikolons oder Tabulatoren, oder bleibe beim Dezimalpunkt.'
  ],
  [/^a WAV needs evenly spaced samples, but (.*)$/, 'eine WAV-Datei braucht gleichmäßig abgetastete Werte: $1'],
  [
    /^Resample, or choose a stretch without gaps and channels that come together\.$/,
    'Schreibe eine Zeile je Schritt, oder wähle einen Abschnitt ohne Lücken und Kanäle, die zusammen kommen.'
  ],
  [/^a WAV holds channels only$/, 'eine WAV-Datei enthält nur Kanäle'],
  [/^Export the analysis as CSV, Parquet or Arrow\.$/, 'Exportiere die Auswertung als CSV, Parquet oder Arrow.'],
  [/^there are no samples for a WAV$/, 'für eine WAV-Datei sind keine Messwerte da'],
  [/^Choose a stretch that holds samples\.$/, 'Wähle einen Abschnitt mit Messwerten.'],
  [/^all of the chosen channels are computed ones$/, 'alle gewählten Kanäle sind berechnete'],
  [/^Choose others, or export computed channels too\.$/, 'Wähle andere, oder exportiere auch berechnete Kanäle.'],

  // Replaying, decoding again, querying.
  [/^(.*) is being recorded$/, '$1 wird gerade aufgezeichnet'],
  [/^(.*) is being recorded by another process$/, '$1 wird von einem anderen Signalbox aufgezeichnet'],
  [/^Close its device first\.$/, 'Schließe zuerst ihr Gerät.'],
  [
    /^Close its device first, or scroll back in its charts\.$/,
    'Schließe zuerst ihr Gerät, oder gehe in seinen Diagrammen zurück.'
  ],
  [/^(.*) is being read$/, '$1 wird gerade gelesen'],
  [/^(.*) is being replayed$/, '$1 wird gerade wiedergegeben'],
  [/^Close its replay first\.$/, 'Schließe zuerst die Wiedergabe.'],
  [/^(.*) is just being completed$/, '$1 wird gerade abgeschlossen'],
  [/^Try again in a moment\.$/, 'Versuche es gleich noch einmal.'],
  [/^the data of (.*) are missing: there is no (.*)$/, 'die Daten von $1 fehlen: $2 gibt es nicht'],
  [/^Put the file back, or remove the capture\.$/, 'Lege die Datei zurück, oder entferne die Aufzeichnung.'],
  [/^there is no capture "(.*)"$/, 'die Aufzeichnung „$1“ gibt es nicht'],
  [/^Try: (.*)$/, 'Zum Beispiel: $1'],
  [/^Correct the query and run it again\.$/, 'Korrigiere die Abfrage und führe sie erneut aus.'],
  [/^the query took longer than (\d+) s$/, 'die Abfrage hat länger als $1 s gedauert'],
  [
    /^Ask for a shorter time or fewer columns, or allow more seconds\.$/,
    'Frage nach kürzerer Zeit oder weniger Spalten, oder erlaube mehr Sekunden.'
  ],
  [/^the query needs more memory than it may have$/, 'die Abfrage braucht mehr Speicher, als sie haben darf'],
  [
    /^Ask for a shorter time, fewer columns or fewer groups; avoid sorting and joining all rows\.$/,
    'Frage nach kürzerer Zeit, weniger Spalten oder weniger Gruppen; vermeide es, alle Zeilen zu sortieren oder zu verbinden.'
  ],
  [/^(\d+) columns are more than (\d+)$/, '$1 Spalten sind mehr als $2'],
  [/^Name the columns you need\.$/, 'Nenne die Spalten, die du brauchst.'],
  [/^(\d+) queries are running already$/, '$1 Abfragen laufen schon'],
  [/^Wait until one has ended, or cancel it\.$/, 'Warte, bis eine fertig ist, oder brich sie ab.'],
  [
    /^the query is closed: nobody asked for more of it for a while$/,
    'die Abfrage wurde geschlossen: Längere Zeit hat niemand nach mehr gefragt'
  ],
  [/^Run it again\.$/, 'Führe sie erneut aus.'],
  [/^one statement at a time, not (\d+)$/, 'nur eine Anweisung auf einmal, nicht $1']
]

"""The names and limits of a bundle's parts, shared by its reader and its writer.

A bundle is a zip file: `bundle.json` (UTF-8, keys sorted) and the pictures, each as
`media/NAME`, NAME being its content hash with its suffix. The JSON object has

    format      "initquiz-bundle"
    version     1; a reader refuses a newer one
    decks       [{name, cards: [{id, topic, tags, question, answer, note, source, accept}
                               | {id, topic, tags, skill, level}]}]
    removed     ids of cards these decks once had
    options     the scheduling the author recommends, as in `model.options`
"""

FORMAT = "initquiz-bundle"
VERSION = 1
MAIN = "bundle.json"
MEDIA = "media/"
SUFFIX = ".initquiz"

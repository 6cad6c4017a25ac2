"""Form exports: the table, its columns, and what its cells say."""

from allocator.codes.code import Code
from allocator.language import told

IN_EVENT = told(
    "Write the text under aliases of the session in event.yaml if it is that session; "
    "otherwise correct the cell."
)
READ = told("Nothing, if the row counts. Otherwise delete it.")

CODES = (
    Code(
        "E700",
        told("No header found"),
        told("No row looks like the names of columns, so nobody knows what the cells mean."),
        told("Add a row with names such as Navn, E-post, 1. valg, 2. valg above the answers."),
    ),
    Code(
        "E705",
        told("Option of several rounds"),
        told("One text names sessions of several rounds, and nothing says which is meant."),
        told("State the round of the column, or give the sessions different titles."),
    ),
    Code(
        "E706",
        told("Rank that cannot be"),
        told("A cell that holds a rank must hold a whole number from 1 on, or nothing."),
        told("Correct the cell or empty it."),
    ),
    Code(
        "E707",
        told("Cell of another kind"),
        told("The other cells of the question are ratings, answers or ticks; this one is not."),
        told("Correct the cell or empty it."),
    ),
    Code(
        "E708",
        told("Codes instead of texts"),
        told("The answers are codes such as A1 or 3. What they mean is not in the file."),
        told("Give the list of codes with --codes, or export the answers as texts."),
    ),
    Code(
        "E709",
        told("Formula without value"),
        told("The cell is computed, and the file does not hold the result."),
        told("Open the file in a spreadsheet program, save it, and try again."),
    ),
    Code(
        "E710",
        told("Error in a cell"),
        told("The cell holds an error such as #REF! or #NAME? where a value is needed."),
        told("Correct the formula, or write the value instead."),
    ),
    Code(
        "E711",
        told("Merged cells"),
        told("One text stands for several cells, so it is not clear to whom it belongs."),
        told("Unmerge the cells, and write the value in each that has it."),
    ),
    Code(
        "E712",
        told("No list of codes"),
        told("The file that was given as a list of codes has no such columns."),
        told("Use the columns question, code, text; or written, session_id."),
    ),
    Code(
        "E713",
        told("Ids changed form"),
        told("A spreadsheet program has turned ids into numbers like 1.2E+10 or into dates."),
        told("Export again, and do not open and save the file before it is read."),
    ),
    Code(
        "E714",
        told("Rounds of unlike size"),
        told("Files of ballots are joined person by person, so all must have equally many."),
        told("Give files of the same people in the same order."),
    ),
    Code(
        "E721",
        told("No wishes found"),
        told("No header and no cell names a session of the event by title, id or alias."),
        told("Give the right event, the right sheet, or the list of codes."),
    ),
    Code(
        "E722",
        told("Two tables alike"),
        told("Two sheets or files have the same columns, and only one of them can be read."),
        told("State which one, or put the rows of both into one sheet."),
    ),
    Code(
        "E723",
        told("No such sheet"),
        told("The sheet that was stated is not there, or has no header."),
        told("State one of the sheets that the message names."),
    ),
    Code(
        "E724",
        told("Unknown option"),
        told(
            "A text is no session's title, id or alias. A similar text is only suggested: "
            "options such as bus 4 and bus 5 look alike, and a guess puts people on the wrong "
            "bus."
        ),
        IN_EVENT,
    ),
    Code(
        "E726",
        told("Ranks or ratings, ranks or ticks"),
        told(
            "The same cells can be read in two ways that say the opposite: 1 as the first wish "
            "or as little interest, the order of a list as a ranking or as that of the form."
        ),
        told(
            "State it for one column of the question in form.yaml: ranks, ratings or ticks; or "
            "write into the header what the numbers mean, such as: 1 = best."
        ),
    ),
    Code(
        "N700",
        told("Sheet chosen"),
        told("The file has several sheets; the one that speaks of most sessions was read."),
        told("Nothing, if it is the right one. Otherwise state the sheet."),
    ),
    Code(
        "N701",
        told("More wishes elsewhere"),
        told("Another sheet or file names sessions too, and was not read."),
        told("Nothing, if it is a summary. Otherwise state which one holds the answers."),
    ),
    Code(
        "N702",
        told("Rows left out"),
        told("Rows with totals, legends or the header once more are no people."),
        told("Nothing, unless one of them is a person: then move it into the table."),
    ),
    Code(
        "N703",
        told("No wish, in words"),
        told("A cell says that there is no wish, such as Vet ikke. It is not a refusal."),
        told("Nothing."),
    ),
    Code(
        "N704",
        told("Several options in one cell"),
        told("The cell has room for one option and names several. They get the same rank."),
        told("Nothing, or correct the cell after asking the person."),
    ),
    Code(
        "N706",
        told("Rank twice"),
        told("One person gives two options the same rank; they count alike."),
        told("Nothing, or ask the person."),
    ),
    Code(
        "N707",
        told("Gap in the ranks"),
        told("A later wish is there and an earlier one is not; the later one moves up."),
        told("Nothing."),
    ),
    Code(
        "N708",
        told("Wished for and refused"),
        told("The same person wishes for an option and says no to it."),
        told("Ask the person; until then the import says which of the two counts."),
    ),
    Code(
        "N710",
        told("Hidden row"),
        told("A row that nobody sees, perhaps because of a filter, was read like all others."),
        READ,
    ),
    Code(
        "N711",
        told("Struck out"),
        told("Text that is struck out often means that somebody has withdrawn. It was read."),
        READ,
    ),
    Code(
        "N712",
        told("Coloured row"),
        told("Few rows have this colour, so it may mean something. It was read as any row."),
        READ,
    ),
    Code(
        "N713",
        told("Hidden column"),
        told("A column that nobody sees was read like all others."),
        told("Nothing, unless it is out of date: then delete it."),
    ),
    Code(
        "N714",
        told("Column not read"),
        told("The column looks as if it might hold wishes, and was left out."),
        told("Nothing, if it holds none. Otherwise state what it is."),
    ),
    Code(
        "N715",
        told("Number of an answer changed form"),
        told(
            "Digits of the number of an answer are lost. It is not needed to tell people apart."
        ),
        told("Nothing; export again if the number matters to you."),
    ),
    Code(
        "N716",
        told("Wishes without order"),
        told("No column ranks the options, so all options of a person count alike."),
        told("Nothing, or add a column with the rank."),
    ),
    Code(
        "N717",
        told("Ticked boxes"),
        told(
            "The options of each cell stand in the order of the programme, as boxes that "
            "people ticked do. Reading the order as a ranking would favour what comes first."
        ),
        told("Nothing. If it was a ranking after all, put the word rank into the header."),
    ),
    Code(
        "N718",
        told("A no is a refusal"),
        told("A no under an option is read as: this person does not want it."),
        told("Nothing. If it was a box without a tick, replace the no by an empty cell."),
    ),
    Code(
        "N719",
        told("Unreadable cell that is not needed"),
        told("A formula without value, or an error, in a column that is not read."),
        told("Nothing."),
    ),
    Code(
        "N720",
        told("Day or month first"),
        told(
            "Dates such as 03/04/2027 can be read two ways, and no date shows which is right."
        ),
        told("Nothing, unless people answered twice: then look at which answer counts."),
    ),
    Code(
        "N721",
        told("Column without header"),
        told("A column with texts has no header and was left out."),
        told("Nothing, or give it a header."),
    ),
    Code(
        "N722",
        told("Option of another round"),
        told("The cell names a session of another round than its column; it is read so."),
        told("Nothing, or correct the cell."),
    ),
    Code(
        "N723",
        told("Column of refusals"),
        told("The header asks what people do not want, so what its cells name is refused."),
        told("Nothing. If it asks for wishes, state that, or change the header."),
    ),
    Code(
        "N725",
        told("Option twice"),
        told("One person names an option twice; the better mention counts."),
        told("Nothing, or ask the person for another wish."),
    ),
)

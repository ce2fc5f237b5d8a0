namespace Tincan.Protocols.Names;

/// <summary>
/// Evidence from a table server's answers of whether it understands a question with a line end. Guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
/// <param name="dialect">The dialect that the user has set; null to detect it.</param>
internal sealed class LineEndEvidence(Dialect? dialect)
{
    private Finding _finding;

    private enum Finding
    {
        Unknown,

        /// <summary>It has answered a question that had a line end.</summary>
        TakesLineEnds,

        /// <summary>It answered after the question was sent in raw, too; it may only have been slow.</summary>
        PerhapsRaw,

        /// <summary>It takes each read for a name, line end included.</summary>
        Raw,
    }

    /// <summary>It has answered a question that had a line end.</summary>
    public bool TakesLineEnds => _finding == Finding.TakesLineEnds;

    /// <summary>Whether silence may mean that it does not understand line ends.</summary>
    public bool MayBeRaw(Question question) => CanLearn(question) && _finding == Finding.Unknown;

    /// <summary>Whether raw is only a guess: silence may mean that it waits for a line end.</summary>
    public bool IsRawByGuess(Question question) => CanLearn(question) && _finding == Finding.PerhapsRaw;

    /// <summary>The dialect for the question.</summary>
    public Dialect DialectFor(Question question) =>
        dialect ?? (_finding is Finding.PerhapsRaw or Finding.Raw ? Dialect.Raw : question.Dialect);

    /// <summary>Notes that a name came back with its line end.</summary>
    /// <returns>Whether to ask the question in raw.</returns>
    public bool SawLineEndInName(Question question)
    {
        if (CanLearn(question))
        {
            _finding = Finding.Raw;
        }

        return CanLearn(question);
    }

    /// <summary>Notes an answer.</summary>
    public void Answered(TableConnection connection)
    {
        if (connection.AskedWithLineEnd)
        {
            // After both ways, it is unknown which one it answered: the next question tries the other way first.
            _finding = !connection.AskedInRaw ? Finding.TakesLineEnds
                : _finding == Finding.PerhapsRaw ? Finding.Unknown
                : Finding.PerhapsRaw;
        }
        else if (_finding == Finding.PerhapsRaw)
        {
            _finding = Finding.Raw;
        }
    }

    /// <summary>Notes a question that was not answered in time.</summary>
    public void Unanswered(TableConnection connection)
    {
        if (_finding == Finding.PerhapsRaw && !connection.AskedWithLineEnd)
        {
            _finding = Finding.Unknown;
        }
    }

    private bool CanLearn(Question question) => dialect is null && question.Dialect != Dialect.Raw;
}

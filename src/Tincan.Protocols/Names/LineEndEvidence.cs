namespace Tincan.Protocols.Names;

/// <summary>
/// What a table server's answers show about it: whether it understands a question with a line end.
/// Guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
/// <param name="dialect">The dialect that a person has set; null to find out.</param>
internal sealed class LineEndEvidence(Dialect? dialect)
{
    private Finding _finding;

    private enum Finding
    {
        Unknown,

        /// <summary>It has answered a question that had a line end.</summary>
        TakesLineEnds,

        /// <summary>It answered after the question had come in raw as well; perhaps it was only slow.</summary>
        PerhapsRaw,

        /// <summary>It takes what one read returns for the name, line end included.</summary>
        Raw,
    }

    /// <summary>It has answered a question that had a line end.</summary>
    public bool TakesLineEnds => _finding == Finding.TakesLineEnds;

    /// <summary>Whether silence may mean that it does not understand line ends.</summary>
    public bool MayBeRaw(Question question) => CanLearn(question) && _finding == Finding.Unknown;

    /// <summary>It is asked in raw on a guess: silence may mean that it waits for the line end.</summary>
    public bool IsRawByGuess(Question question) => CanLearn(question) && _finding == Finding.PerhapsRaw;

    /// <summary>How to ask it.</summary>
    public Dialect DialectFor(Question question) =>
        dialect ?? (_finding is Finding.PerhapsRaw or Finding.Raw ? Dialect.Raw : question.Dialect);

    /// <summary>A name has come back with its line end inside.</summary>
    /// <returns>Whether the question should be asked in raw.</returns>
    public bool SawLineEndInName(Question question)
    {
        if (CanLearn(question))
        {
            _finding = Finding.Raw;
        }

        return CanLearn(question);
    }

    /// <summary>A question was answered.</summary>
    public void Answered(TableConnection connection)
    {
        if (connection.AskedWithLineEnd)
        {
            // Asked in both ways, it does not show which one it answered: the next question is asked in the other way first.
            _finding = !connection.AskedInRaw ? Finding.TakesLineEnds
                : _finding == Finding.PerhapsRaw ? Finding.Unknown
                : Finding.PerhapsRaw;
        }
        else if (_finding == Finding.PerhapsRaw)
        {
            _finding = Finding.Raw;
        }
    }

    /// <summary>A question was not answered in time.</summary>
    public void Unanswered(TableConnection connection)
    {
        if (_finding == Finding.PerhapsRaw && !connection.AskedWithLineEnd)
        {
            _finding = Finding.Unknown;
        }
    }

    private bool CanLearn(Question question) => dialect is null && question.Dialect != Dialect.Raw;
}

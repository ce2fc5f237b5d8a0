namespace Tincan.Protocols.Names;

/// <summary>Reads the answers that a <see cref="TableConnection"/> has received.</summary>
internal interface IAnswerReader
{
    /// <summary>The silence after which a possibly complete answer is complete.</summary>
    TimeSpan Quiet { get; }

    /// <summary>Finds the answer in what a connection has received.</summary>
    AnswerCut Cut(TableConnection connection, ReadOnlySpan<byte> bytes, bool isOver);

    /// <summary>Takes an answer of a connection. An answer to an earlier question is dropped.</summary>
    void Take(TableConnection connection, AnswerCut cut, ReadOnlySpan<byte> bytes);

    /// <summary>Closes a connection on which a send has failed.</summary>
    void Fail(TableConnection connection);

    /// <summary>Removes a closed connection. Its unanswered questions are asked again, if they may have arrived too late or were not understood.</summary>
    void Lost(TableConnection connection, WireException? broken);
}

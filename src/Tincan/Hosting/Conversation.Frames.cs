using Tincan.Framing;
using Tincan.Framing.Framings;

namespace Tincan.Hosting;

/// <content>The loop of servers that answer message by message.</content>
public sealed partial class Conversation
{
    /// <summary>
    /// Answers each message in order until the client finishes. While more messages have already arrived, their answers are sent together. A message that is
    /// invalid ends the connection, after the answers to those before it.
    /// </summary>
    /// <param name="framing">How messages are framed, in both directions; <see cref="FramingPair.Parse"/> reads it from words.</param>
    /// <param name="answer">
    /// Returns the content of the answer to a message, or null for no answer. Write null as <c>default(ReadOnlyMemory&lt;byte&gt;?)</c>: a null array becomes an
    /// empty answer. The message is valid until the call returns; the answer may be a part of it.
    /// </param>
    /// <exception cref="ArgumentException">The framing cannot hold an answer, for instance because it is too long.</exception>
    public async Task AnswerEachAsync(FramingPair framing, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>?> answer)
    {
        ArgumentNullException.ThrowIfNull(framing);
        ArgumentNullException.ThrowIfNull(answer);
        using var frames = new FrameReader(Wire, framing.ToServer.CreateFramer());
        using var answers = new SendBuffer(Wire);
        while (await frames.ReadAsync() is { } message)
        {
            WireException? malformed = null;
            try
            {
                do
                {
                    if (answer(message) is { } content)
                    {
                        framing.ToClient.Write(content.Span, answers);
                    }
                }
                while (!answers.IsFull && frames.TryRead(out message));
            }
            catch (WireException error) when (error.Reason == CloseReason.Malformed)
            {
                malformed = error;
            }

            await answers.FlushAsync(default);
            if (malformed is not null)
            {
                throw malformed;
            }

            await frames.WaitForDataAsync();
        }
    }
}

using Tincan.Framing.Framings;

namespace Tincan.Pages.Messages;

/// <summary>Messages as they are written on a page and as they are framed: on a page, a length inside a message is left out.</summary>
public static class PageFraming
{
    extension(MessageFraming framing)
    {
        /// <summary>Whether any line end ends a message: <c>lines</c>.</summary>
        public bool HasAnyLineEnd => framing.Words.Split(' ') is ["lines"] or ["lines", "max", ..];

        /// <summary>What a page writes for a content.</summary>
        /// <param name="content">The content, as a framer finds it.</param>
        public ByteText ReadContent(ReadOnlySpan<byte> content) => ByteText.From(framing.WithoutLength(content));

        /// <summary>Writes a message of a page as it is on the wire.</summary>
        public void Write(ByteText message, IBufferWriter<byte> output) => framing.Write(framing.WithLength(message.ToArray()), output);

        /// <summary>What is wrong with a message of a page that cannot be framed, as a clause; null if it can be.</summary>
        public string? WhyNot(ByteText message) => framing.WhyNot(framing.WithLength(message.ToArray()));

        /// <summary>A message of a page as it is on the wire.</summary>
        public byte[] Frame(ByteText message)
        {
            var bytes = new ArrayBufferWriter<byte>();
            framing.Write(message, bytes);
            return bytes.WrittenSpan.ToArray();
        }
    }
}

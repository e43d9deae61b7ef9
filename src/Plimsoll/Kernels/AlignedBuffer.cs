using System.Runtime.InteropServices;

namespace Plimsoll.Kernels;

/// <summary>Native memory that begins at a cache line and is zero at first: columns for kernels, outside the garbage collector.</summary>
/// <remarks>A vector that straddles two cache lines is loaded twice. Made once and kept; spans of it must not outlive it.
/// Whoever makes it disposes of it: nobody else gives the memory back.</remarks>
/// <typeparam name="T">Numbers, or structures of them.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;

    private T* _start;

    /// <param name="length">Numbers, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative length.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        // A line more: kernels never read it, but a processor may fetch it.
        var bytes = (((nuint)length * (nuint)sizeof(T)) + (2 * CacheLine) - 1) / CacheLine * CacheLine;
        _start = (T*)NativeMemory.AlignedAlloc(bytes, CacheLine);
        NativeMemory.Clear(_start, bytes);
        Length = length;
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    /// <exception cref="ObjectDisposedException">After <see cref="Dispose"/>.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_start is null, this);
            return new(_start, Length);
        }
    }

    /// <summary>One of them.</summary>
    public ref T this[int place] => ref Span[place];

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}

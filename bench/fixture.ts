/** The body that the yardstick and our controller both send: 6 KB of JSON, as a list of a dozen posts would be. */
export const fixture = {
  items: Array.from({ length: 18 }, (_, index) => ({
    id: `01a20725-e16e-7143-a54e-${String(index).padStart(12, '0')}`,
    content: 'დღეს გავედით კახეთში: 180 კილომეტრი, ერთი გაფუჭებული ჯაჭვი and a very good dinner in Sighnaghi.',
    author: { id: `user-${index}`, username: `rider_${index}`, fullName: 'ნინო ბერიძე', avatarUrl: null },
    likeCount: index * 7,
    commentCount: index,
    isLiked: index % 2 === 0,
    createdAt: '2026-11-23T06:44:12.788Z',
  })),
};

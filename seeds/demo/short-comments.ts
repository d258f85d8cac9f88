/** What is said under any post: in the language of the post. */
export const shortComments = {
  ka: [
    'რა სილამაზეა!',
    'მადლობა, გამოგვადგება.',
    'ზუსტად ეს მჭირდებოდა.',
    'შემდეგ ჯერზე მეც წამოვალ.',
    'შევინახე, შაბათს ვცდი.',
    'ყოჩაღ! ასე გააგრძელე.',
    'სრული სიმართლეა 😄',
    'კარგი გზა და მშვიდობით სიარული!',
  ],
  en: [
    'Saved for the weekend, thank you.',
    'This made my day.',
    'So true.',
    'Looks wonderful, safe travels!',
    'Count me in next time.',
    'Good to know, thanks for writing it down.',
  ],
} as const;

import type { DemoPost } from './post.js';
import { closerPosts, passedOnPosts } from './posts-closer.js';
import { roadPosts } from './posts-roads.js';
import { townPosts } from './posts-town.js';
import { workshopPosts } from './posts-workshop.js';

export const demoPosts: readonly DemoPost[] = [...roadPosts, ...workshopPosts, ...townPosts, ...closerPosts, ...passedOnPosts];
